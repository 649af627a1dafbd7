import type { Layout } from '../../report/lines.ts';
import { flowing } from '../quiz/view.ts';
import type { Counts } from './sitting.ts';
import { paintedTime, timeLeft } from './time.ts';

/** `1:05:09 left · 12 of 40 answered · 3 flagged` */
export function statusLines(leftMs: number, counts: Counts, layout: Layout): string[] {
  const time = timeLeft(leftMs);
  const [first = '', ...rest] = flowing([`${time} left`, ...countFacts(counts)], layout.width);
  return [`${paintedTime(leftMs, layout)}${first.slice(time.length)}`, ...rest];
}

/** The same as a sentence, for those who listen to it. */
export const statusText = (leftMs: number, counts: Counts): string =>
  [`Time left: ${timeLeft(leftMs)}`, ...countFacts(counts)].join(', ');

const countFacts = ({ questions, answered, flagged }: Counts) => [
  ...(questions > 0 ? [`${answered} of ${questions} answered`] : []),
  ...(flagged > 0 ? [`${flagged} flagged`] : []),
];
