import type { Layout } from '../../report/lines.ts';

const SECOND = 1000;

/** `1:05:09`: what is left of the time. A second that has begun counts as a whole one, so that 0:00:00 is the end. */
export function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / SECOND);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Milliseconds until `timeLeft` says something else. */
export const untilNextSecond = (leftMs: number): number => leftMs - (Math.ceil(leftMs / SECOND) - 1) * SECOND;

const LITTLE = 5 * 60 * SECOND;
const HARDLY_ANY = 60 * SECOND;

/** The same with the weight that it has for somebody who has to hurry. */
export const paintedTime = (ms: number, { paint }: Layout): string =>
  paint[ms <= HARDLY_ANY ? 'bad' : ms <= LITTLE ? 'doubt' : 'strong'](timeLeft(ms));
