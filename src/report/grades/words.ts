import type { Paint } from '../paint.ts';
import type { ExamResult, SectionResult } from './model.ts';

type Sign = { symbol: string; word: string; tone: keyof Paint };

/** What the verdict of an exam means, in a word and in a sentence. */
export const EXAM_VERDICTS: Record<ExamResult['verdict'], Sign & { meaning: string }> = {
  passed: { symbol: '✔', word: 'passed', tone: 'good', meaning: 'The pass mark was reached.' },
  failed: { symbol: '✖', word: 'failed', tone: 'bad', meaning: 'The pass mark was not reached.' },
  inconclusive: {
    symbol: '?',
    word: 'inconclusive',
    tone: 'doubt',
    meaning:
      'A part could not be decided, since the grading machine was at fault. It counts neither as right nor as wrong. Grade it again with --resume.',
  },
};

/** A share from 0 to 1 as percent, one decimal where there is one: `72.5%`. */
export const percent = (share: number) => `${oneDecimal(share * 100)}%`;

/** A mark, which is in percent already. */
export const markText = (mark: number | null) => (mark === null ? 'no mark' : `${oneDecimal(mark)}%`);

/** At most one decimal, and none where it is zero. */
export const oneDecimal = (value: number) => String(Math.round(value * 10 + Number.EPSILON) / 10);

/** `1 check`, `2 checks`. */
export const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What everybody must know who reads the mark: handed in late, changed by hand. */
export function remarks({ submission, corrections }: ExamResult): string[] {
  return [
    ...(submission.late ? ['late'] : []),
    ...(corrections.length > 0 ? [counted(corrections.length, 'correction')] : []),
  ];
}

/** The seed in a sentence, in front of what follows; nothing in a report for the learner, which does not have it. */
export const seedText = (seed: string, mark = '') => (seed === '' ? '' : `seed ${mark}${seed}${mark}`);

/** What was reached in a section, in words. */
export const reachedIn = ({ share, leftOut }: SectionResult): string =>
  share !== null ? percent(share) : leftOut ? 'left out' : 'not decided';
