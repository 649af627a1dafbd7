import { z } from 'zod';
import { readYaml, schemaProblems } from '../content/document.ts';
import { type Problem, problemLines } from '../content/problems.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../platform/nearest.ts';

/** What a teacher wants an item of a submission to be worth. */
export interface Wanted {
  submission: string;
  /** The id of a question or of an exercise of the exam. */
  item: string;
  /** From 0 to 1. */
  share: number;
  reason: string;
  by: string | null;
}

/** What corrections can be made to: for each submission its items, and how many points each of them has. */
export type Correctable = ReadonlyMap<string, ReadonlyMap<string, number>>;

export const CORRECTIONS = 'corrections.yaml';

const Text = z.string().trim().min(1, 'expected some text');
const Row = z
  .strictObject({
    submission: z.coerce.string(),
    item: Text,
    share: z
      .number()
      .min(0, 'expected a share from 0 to 1')
      .max(1, 'expected a share from 0 to 1')
      .optional(),
    points: z.number().min(0, 'expected points from 0').optional(),
    reason: Text,
    by: Text.optional(),
  })
  .refine(({ share, points }) => (share === undefined) !== (points === undefined), {
    message: 'expected either `share` (from 0 to 1) or `points`',
  });
const Rows = z.array(Row);
type Row = z.infer<typeof Row>;

/**
 * Reads a file of corrections: a list of `{submission, item, share or points, reason, by}`. Points are those of a
 * question (1) or of all checks of an exercise.
 * Throws one UserError that lists every problem with its line.
 */
export function readCorrections(file: string, correctable: Correctable): Wanted[] {
  const { yaml, problems } = readYaml(file);
  if (!yaml) throw wrong(file, problems);
  const result = Rows.safeParse(yaml.value ?? []);
  if (!result.success) throw wrong(file, schemaProblems(yaml, result.error, Object.keys(Row.shape)));
  const found: Problem[] = [];
  const seen = new Set<string>();
  const wanted = result.data.map((row, index): Wanted => {
    const at = (key: keyof Row, message: string) => found.push(yaml.problem([index, key], message));
    const { submission, item, points, reason, by } = row;
    const items = correctable.get(submission);
    const possible = items?.get(item);
    if (!items)
      at(
        'submission',
        `there is no submission "${submission}".${didYouMean(submission, correctable.keys())}`,
      );
    else if (possible === undefined)
      at('item', `${submission} has no question or exercise "${item}".${didYouMean(item, items.keys())}`);
    else if (points !== undefined && points > possible)
      at('points', `${item} has ${possible} ${possible === 1 ? 'point' : 'points'}, not ${points}`);
    const key = JSON.stringify([submission, item]);
    if (seen.has(key)) at('item', `another line corrects ${item} of ${submission} too`);
    seen.add(key);
    return {
      submission,
      item,
      share: row.share ?? (possible ? (points ?? 0) / possible : 0),
      reason,
      by: by ?? null,
    };
  });
  if (found.length > 0) throw wrong(file, found);
  return wanted;
}

const wrong = (file: string, problems: readonly Problem[]) =>
  new UserError(`${file} has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}.`, {
    details: problemLines(problems),
    fix: 'Mend these lines. Each correction is {submission: …, item: …, share: 0 to 1 (or points: …), reason: …, by: …}.',
  });
