import { comparable, type DifferenceLine, difference } from '../difference.ts';
import type { CheckResult } from '../model.ts';
import { printable } from '../printable.ts';
import type { Correction, ExerciseResult, QuestionResult } from './model.ts';
import { percent } from './words.ts';

/**
 * Something to know of an item, under a label. `prose`: a sentence, perhaps with `code` in it. `output`: lines as they came.
 * All of it may come from a submission: it holds no control characters and no more than a person reads, nothing else is promised.
 */
export type Fact =
  | { label: string; form: 'prose' | 'output'; text: string }
  | { label: string; form: 'difference'; lines: readonly DifferenceLine[] };

const MAX_TEXT = 4000;
const MAX_LINE = 400;
const LONE_SURROGATES = /\p{Cs}/gu;

/** Foreign text that any file can hold: printable, whole characters, and not without end. */
export function clean(text: string, limit = MAX_TEXT): string {
  // Cut before and after: what takes long on a megabyte is done on a part of it.
  const part = printable(text.slice(0, 4 * limit)).replaceAll(LONE_SURROGATES, '�');
  return part.length > limit || text.length > 4 * limit ? `${part.slice(0, limit)} … (cut here)` : part;
}

/** A question that was answered, and its key where the reader may see it. */
export function questionFacts({ answer, problem, key, status }: QuestionResult): Fact[] {
  const lost = status !== 'right';
  return [
    ...prose('Question', key?.question),
    ...prose('Answered', status === 'unanswered' ? 'nothing' : answer.join('\n')),
    ...prose('Why it does not count', problem),
    ...prose('Right answer', lost ? key?.solution.join('\n') : null),
    ...(lost ? (key?.why ?? []) : []).flatMap(why => prose('Why not', why)),
    ...prose('Explanation', lost ? key?.explanation : null),
  ];
}

/** A check that did not pass: what happened, expected against actual, why it matters, a hint. Empty for one that passed. */
export function checkFacts(check: CheckResult): Fact[] {
  const { status, message, why, hint, verifiedBy, expected, actual } = check;
  if (status === 'passed') return [];
  if (status === 'skipped') {
    return output('Why not', message ?? (verifiedBy ? `The runtime ${verifiedBy} verifies it.` : null));
  }
  return [
    ...output('What happened', message ?? 'The check says no more.'),
    ...compared(expected, actual),
    ...(status === 'failed' ? [...prose('Why it matters', why), ...prose('Hint', hint)] : []),
  ];
}

/** An exercise as a whole: why it was refused, or could not be decided. */
export function exerciseFacts({ status, reasons, exercise }: ExerciseResult): Fact[] {
  if (status === 'absent') {
    return prose('What happened', `The submission has no folder \`${exercise}\`.`);
  }
  const label = status === 'refused' ? 'Refused' : status === 'undecided' ? 'Not decided' : 'Note';
  return output(label, reasons.join('\n'));
}

/** What a teacher changed, from what to what, why, and who did. */
export function correctionFacts(correction: Correction | null): Fact[] {
  if (correction === null) return [];
  const { was, share, reason, by } = correction;
  const change = `${was === null ? 'not decided' : percent(was)} became ${percent(share)}`;
  return prose('Corrected by hand', `${change}${by === null ? '' : ` by ${by}`}: ${reason}`);
}

function compared(expected: unknown, actual: unknown): Fact[] {
  const lines = difference(expected, actual).map(({ sign, text }) => ({ sign, text: clean(text, MAX_LINE) }));
  if (lines.length === 0) return [];
  if (comparable(expected, actual)) {
    return [{ label: 'Expected (-) against actual (+)', form: 'difference', lines }];
  }
  const side = (sign: string) =>
    lines.flatMap(line => (line.sign === sign || line.sign === ' ' ? [line.text] : [])).join('\n');
  return [...output('Expected', side('-')), ...output('Actual', side('+'))];
}

const fact = (form: 'prose' | 'output', label: string, text: string | null | undefined): Fact[] =>
  (text ?? '') === '' ? [] : [{ label, form, text: clean(text ?? '') }];
const prose = (label: string, text: string | null | undefined) => fact('prose', label, text);
const output = (label: string, text: string | null) => fact('output', label, text);

/** Facts as plain lines, for formats that know no markup. */
export function factLines(facts: readonly Fact[]): string[] {
  return facts.flatMap(one => {
    if (one.form === 'difference') {
      return [`${one.label}:`, ...one.lines.map(({ sign, text }) => `${sign} ${text}`.trimEnd())];
    }
    return one.text.includes('\n') ? [`${one.label}:`, one.text] : [`${one.label}: ${one.text}`];
  });
}
