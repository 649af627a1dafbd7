import { InvalidArgumentError } from 'commander';
import { isDuration, milliseconds } from '../platform/duration.ts';

/** A whole number from 1, of the command line. */
export function positive(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('A whole number from 1 is expected.');
  return n;
}

/** A whole number from 0, of the command line. */
export function natural(text: string): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isInteger(n) || n < 0)
    throw new InvalidArgumentError('A whole number from 0 is expected.');
  return n;
}

/** A number from 0 to 100, of the command line. */
export function percent(text: string): number {
  const n = Number(text.replace(/%$/, ''));
  if (text.trim() === '' || !(n >= 0 && n <= 100))
    throw new InvalidArgumentError('A number from 0 to 100 is expected.');
  return n;
}

/** Milliseconds of a duration such as `90s` or `10m`, of the command line. */
export function duration(text: string): number {
  if (!isDuration(text)) throw new InvalidArgumentError('A time such as 90s or 10m is expected.');
  return milliseconds(text);
}

/** Gathers an option that may be given again. */
export const gather = (value: string, all: string[] = []): string[] => [...all, value];

/** Gathers an option that may be given again, each time with one of the known names. */
export const gatherOf =
  (names: readonly string[]) =>
  (value: string, all: string[] = []): string[] => {
    if (!names.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
    return all.includes(value) ? all : [...all, value];
  };
