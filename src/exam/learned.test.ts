import { expect, it } from 'vitest';
import { one } from '../quiz/items.fixture.ts';
import { present } from '../quiz/present.ts';
import type { Given } from './attempt.ts';
import { learned } from './learned.ts';

const AT = new Date('2026-01-31T12:00:00Z');
const DAY = 86_400_000;
const items = [one.choice, one.number, one.text, one.order];
const letter = (text: string) => 'abcd'[present(one.choice, 's').options.indexOf(text)];

function events(answers: Record<string, unknown>, durationMs = 5000) {
  const given = new Map(
    Object.entries(answers).map(([id, answer]): [string, Given] => [id, { answer, durationMs }]),
  );
  return learned({ id: 'small-1', seed: 's', answers: given }, items, {
    memories: new Map(),
    retention: 0.9,
    at: AT,
  });
}

it('records each answer once, at the time when the exam was over', () => {
  const [right, wrong, ...more] = events({ [one.choice.id]: letter('yes'), [one.text.id]: 'nothing of it' });
  expect(more).toEqual([]);
  expect(right).toMatchObject({
    id: 'small-1/a-choice',
    at: AT.toISOString(),
    type: 'answered',
    mode: 'exam',
    seed: 's',
    question: one.choice.id,
    right: true,
    rating: 'good',
    durationMs: 5000,
  });
  expect(wrong).toMatchObject({ question: one.text.id, right: false, rating: 'again' });
});

it('brings a wrong answer back sooner than a right one', () => {
  const days = (answer: string | undefined) => {
    const [event] = events({ [one.choice.id]: answer });
    return event && 'days' in event ? (event.days ?? Number.NaN) : Number.NaN;
  };
  expect(days(letter('never'))).toBeLessThan(days(letter('yes')));
  expect(days(letter('never')) * DAY).toBeGreaterThan(0);
});

it('takes a right answer that took long as a hard one', () => {
  expect(events({ [one.choice.id]: letter('yes') }, 3 * 60_000)[0]).toMatchObject({ rating: 'hard' });
});

it('learns nothing of what was left open, or is no answer', () => {
  expect(events({})).toEqual([]);
  expect(events({ [one.choice.id]: 'z', [one.number.id]: 'many', elsewhere: 'a' })).toEqual([]);
});
