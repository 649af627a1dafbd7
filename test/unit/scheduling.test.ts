import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MODEL, simulatedLearner } from '../../scripts/scheduling/learner.ts';
import { spread } from '../../scripts/scheduling/measure.ts';
import { page } from '../../scripts/scheduling/page.ts';
import { oursAt, RANDOM, simulate } from '../../scripts/scheduling/simulate.ts';
import { model } from '../../scripts/scheduling/words.ts';

const settings = { days: 60, items: 60, newADay: 5, learners: 3, targets: [0.8, 0.9, 0.95], target: 0.9 };
const runs = simulate(settings);
const of = (policy: string) => runs.filter(run => run.policy === policy);

test('what is repeated too early fades faster: three encounters in a row are worth less than three apart', () => {
  const recallAfter = (days: readonly number[]) => {
    const learner = simulatedLearner('x', 'middle');
    for (const day of days) learner.answer(0, day);
    return learner.recall(0, (days.at(-1) ?? 0) + 60);
  };
  expect(recallAfter([0, 7, 21])).toBeGreaterThan(recallAfter([0, 0.1, 0.2]));
  expect(simulatedLearner('x', 'middle').recall(0, 1)).toBe(0);
});

test('what is known at review comes near the target, and a higher target costs more reviews', () => {
  const costs = settings.targets.map(target => {
    const chosen = of(oursAt(target));
    expect(Math.abs(spread(chosen, 'right').mean - target)).toBeLessThan(0.1);
    return spread(chosen, 'reviewsADay').mean;
  });
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(new Set(costs).size).toBe(costs.length);
});

test('random reviews cost the same on every day', () => {
  const counts = (policy: string) => of(policy).map(run => run.days.map(day => day.reviews));
  expect(counts(RANDOM)).toEqual(counts(oursAt(settings.target)));
});

test('the same settings give the same page', () => {
  expect(page(simulate(settings), settings)).toBe(page(runs, settings));
});

test('the page is fresh: its headings, its tables and the memory model (else: npm run scheduling)', () => {
  const written = readFileSync('docs/scheduling.md', 'utf8');
  const shape = (text: string) => {
    const lines = text.split('\n');
    return lines.filter((line, at) => line.startsWith('#') || lines[at + 1]?.startsWith('| ---'));
  };
  expect(shape(written)).toEqual(shape(page(runs, settings)));
  expect(written).toContain(model(MODEL));
});
