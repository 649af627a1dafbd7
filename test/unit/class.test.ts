import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writtenAnswers } from '../../scripts/class/files.ts';
import { staleAnswers } from '../../scripts/class/stale.ts';
import { CLASS, EXERCISES, nameOf, readTable } from '../../scripts/class/table.ts';
import { checksOf, markByHand, notPassed, pointsLeft } from '../grading/marks.ts';

// The class and its table, without grading it: `npm run test:grading` does that.

const table = readTable('.');
const exercises = table.submissions.flatMap(row =>
  EXERCISES.flatMap(id => {
    const expected = row[id];
    return typeof expected === 'string' ? [] : [{ row: row.id, id, expected }];
  }),
);

test('the class holds the submissions of the table, and no others', () => {
  expect(table.submissions).toHaveLength(30);
  expect(readdirSync(CLASS).sort()).toEqual(table.submissions.map(nameOf).sort());
});

test('the answers are for the paper as it is drawn now (else: npm run class)', async () => {
  expect(await staleAnswers(await writtenAnswers(table), '.')).toEqual([]);
});

test('the points of each exercise are those of its checks, without what does not pass', () => {
  for (const { row, id, expected } of exercises) {
    const { core, stretch } = expected;
    expect([row, pointsLeft(id, expected, 'core'), pointsLeft(id, expected, 'stretch')]).toEqual([
      row,
      core,
      stretch,
    ]);
  }
});

test('skipped is what needs a check that did not pass, and nothing else', () => {
  for (const { row, id, expected } of exercises) {
    const { failed, skipped } = notPassed(id, expected);
    const checks = checksOf(id);
    const blocked = new Set(failed);
    for (const { id: check, needs = [] } of checks)
      if ([...needs, checks[0]?.id ?? ''].some(need => blocked.has(need))) blocked.add(check);
    expect([row, [...blocked].sort()]).toEqual([row, [...failed, ...skipped].sort()]);
  }
});

test('the marks are what the weights make of the points', () => {
  expect(table.submissions.map(row => [row.id, markByHand(row)])).toEqual(
    table.submissions.map(({ id, mark }) => [id, mark]),
  );
});
