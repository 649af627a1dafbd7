import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { EXERCISES, type Expected, type Row } from '../../scripts/class/table.ts';

interface Check {
  id: string;
  tier: 'core' | 'stretch';
  points: number;
  needs?: string[];
}

const read = new Map<string, Check[]>();

/** The checks of an exercise as its file lists them. */
export function checksOf(exercise: string): Check[] {
  const known = read.get(exercise);
  if (known) return known;
  const { checks } = parse(readFileSync(`exercises/${exercise}/exercise.yaml`, 'utf8'));
  read.set(exercise, checks);
  return checks;
}

/** The ids of checks that do not pass, by what the table says of them. */
export function notPassed(exercise: string, { failed = [], skipped = [] }: Expected) {
  const rest = checksOf(exercise).filter(({ id }) => !failed.includes(id));
  return { failed, skipped: skipped === 'all' ? rest.map(({ id }) => id) : skipped };
}

/** What the checks of a tier are worth without those that do not pass. */
export function pointsLeft(exercise: string, expected: Expected, tier: Check['tier']): number {
  const { failed, skipped } = notPassed(exercise, expected);
  return sum(
    checksOf(exercise)
      .filter(check => check.tier === tier && !failed.includes(check.id) && !skipped.includes(check.id))
      .map(({ points }) => points),
  );
}

/** How many of the questions a row has right; parts of them count as parts. */
export function rightOf({ answers }: Row): number {
  if (typeof answers === 'string' || answers.unread) return 0;
  const parts = (answers.partly ?? []).map(text => {
    const [over = 0, under = 1] = text.split('/').map(Number);
    return over / under;
  });
  return (answers.right ?? 0) + sum(parts);
}

/** The mark by the formula at the top of the table, which knows nothing of the program: theory 40, each exercise 30. */
export function markByHand(row: Row): number {
  const theory = (40 * rightOf(row)) / 14;
  const practice = EXERCISES.map(id => {
    const reached = row[id];
    if (typeof reached === 'string') return 0;
    const of = (tier: Check['tier']) =>
      sum(
        checksOf(id)
          .filter(check => check.tier === tier)
          .map(({ points }) => points),
      );
    return 30 * ((0.8 * reached.core) / of('core') + (0.2 * reached.stretch) / of('stretch'));
  });
  // Half a tenth goes up; what binary fractions lose must not make it go down.
  return Math.round((theory + sum(practice)) * 10 + 1e-6) / 10;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
