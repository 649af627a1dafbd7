import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEARNERS, outcome, PLANS } from '../../scripts/scheduling.ts';
import { byChance, byFsrs, byIntervals, knownAfter, simulate } from '../../scripts/simulation.ts';

// The simulation of docs/scheduling.md, shortened: what the document says of the whole one holds here too.

const course = { questions: 60, newADay: 5, days: 60, strength: LEARNERS.middling };
const seeds = ['a', 'b', 'c'];
const of = (plan: Parameters<typeof outcome>[0]) => outcome(plan, course, seeds);

test('the learner forgets as the paper says, and practice that is spread out lasts longer', () => {
  expect(knownAfter(1, 0.7)).toBeCloseTo(0.54, 2);
  expect(knownAfter(30, 1.15)).toBeLessThan(knownAfter(1, 1.15) / 2);
  expect(knownAfter(1, 1.6)).toBeGreaterThan(0.95);
});

test('the same seed is the same learner', () => {
  expect(simulate(byFsrs(0.9), course, 'a')).toEqual(simulate(byFsrs(0.9), course, 'a'));
  expect(simulate(byFsrs(0.9), course, 'a')).not.toEqual(simulate(byFsrs(0.9), course, 'b'));
});

test('a higher target is more work, and more that is known', () => {
  const [low, middle, high] = [0.8, 0.9, 0.95].map(target => of(byFsrs(target)));
  if (!low || !middle || !high) throw new Error('three targets');
  expect(low.reviews).toBeLessThan(middle.reviews);
  expect(middle.reviews).toBeLessThan(high.reviews);
  expect(low.known).toBeLessThan(middle.known);
  expect(middle.known).toBeLessThan(high.known);
});

test('with the same number of reviews more is known than by chance', () => {
  const fsrs = of(byFsrs(0.9));
  const chance = of(byChance(byFsrs(0.9)));
  expect(chance.reviews).toBeCloseTo(fsrs.reviews, 6);
  expect(fsrs.known).toBeGreaterThan(chance.known + 0.01);
});

test('fixed intervals ask for more in the end', () => {
  expect(of(byIntervals([1, 3, 7, 14, 30])).reviewsLate).toBeGreaterThan(of(byFsrs(0.9)).reviewsLate);
});

test('the document has a row for each plan and each learner', () => {
  const text = readFileSync('docs/scheduling.md', 'utf8');
  for (const { name } of PLANS)
    expect(text.split(`| ${name} |`)).toHaveLength(Object.keys(LEARNERS).length + 1);
});
