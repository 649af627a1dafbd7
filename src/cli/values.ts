import { InvalidArgumentError } from 'commander';

/** A whole number from 1, of the command line. */
export function positive(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('A whole number from 1 is expected.');
  return n;
}

/** Gathers an option that may be given again. */
export const gather = (value: string, all: string[] = []): string[] => [...all, value];
