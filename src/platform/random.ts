import { createHash, randomBytes } from 'node:crypto';

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
}

/** A short seed that a person can type. */
export function newSeed(): string {
  return randomBytes(3).toString('hex').slice(0, 5);
}

/** A generator of its own for each text: the same text, the same numbers (SHA-256 in counter mode). */
export function seeded(text: string): Random {
  let counter = 0;
  const next = () => createHash('sha256').update(`${text}#${counter++}`).digest().readUIntBE(0, 6) / 2 ** 48;
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return { integer, pick: items => items[integer(0, items.length - 1)] as (typeof items)[number] };
}
