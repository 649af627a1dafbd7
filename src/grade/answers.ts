import { didYouMean } from '../platform/nearest.ts';
import { plainOf } from '../policy/manifests/document.ts';
import { type Place, readTree } from '../policy/shared/tree.ts';
import { ANSWERS } from './submission.ts';

/** What a submission answers, as far as it can be read. */
export interface Sheet {
  /** By the ids of questions; empty where the file cannot be read. */
  answers: Readonly<Record<string, unknown>>;
  /** When it was handed in, as it says itself: ISO 8601 in UTC. */
  submittedAt: string | null;
  /** What was not understood, `file:line:column: what`, and what follows from it. */
  notes: readonly string[];
}

const KEYS = ['answers', 'submitted', 'exam'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads the text of `answers.yaml`. Never throws for what stands in it: one that cannot be read answers nothing, and the
 * notes say where and why. It is a stranger's: read by the policy's own reader, which no text can bring down.
 */
export function sheetOf(text: string): Sheet {
  const { root, faults } = readTree(text);
  if (faults.length > 0) return unread(faults.map(fault => at(fault.place, fault.text)));
  if (root?.kind !== 'map') {
    const place = root?.place ?? { line: 1, column: 1 };
    return unread([
      at(place, 'expected `answers:`, and below it the ids of questions, each with its answer.'),
    ]);
  }
  const answers = root.entries.get('answers');
  const given = answers ? plainOf(answers.value) : null;
  if (answers && given !== null && !isMap(given))
    return unread([at(answers.place, 'expected the ids of questions, each with its answer.')]);
  const submitted = root.entries.get('submitted');
  const submittedAt = submitted?.value.kind === 'scalar' ? timeOf(submitted.value.text) : null;
  const unknown = [...root.entries].filter(([key]) => !KEYS.includes(key));
  return {
    answers: isMap(given) ? given : {},
    submittedAt,
    notes: [
      ...unknown.map(([key, { place }]) => at(place, `"${key}" is not read.${didYouMean(key, KEYS)}`)),
      ...(submitted && submittedAt === null
        ? [at(submitted.place, 'expected a time with its zone, such as 2026-05-04T16:30:00Z.')]
        : []),
    ],
  };
}

/** The sheet of a submission whose answers cannot be read. */
export const unread = (problems: readonly string[]): Sheet => ({
  answers: {},
  submittedAt: null,
  notes: [...problems, 'So every question counts as not answered.'],
});

/** A time with its zone as ISO 8601 in UTC; null where it is none. */
export function timeOf(text: string): string | null {
  const time = new Date(TIME.test(text) ? text : Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

const at = ({ line, column }: Place, message: string) => `${ANSWERS}:${line}:${column}: ${message}`;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
