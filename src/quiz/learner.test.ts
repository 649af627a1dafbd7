import { expect, it } from 'vitest';
import type { Happening, ProgressEvent } from '../progress/event.ts';
import { dayNumber } from './days.ts';
import { answer, item, scheduled, unscheduled } from './items.fixture.ts';
import { introducedOn, isDue, learnerOf } from './learner.ts';

const failed = (exercise: string, at: string): ProgressEvent => ({
  v: 1,
  id: at,
  at,
  type: 'verified',
  exercise,
  runtime: 'docker',
  seed: 's',
  verdict: 'failed',
  score: { earned: 0, possible: 1 },
  whole: true,
  failed: [{ id: 'c', tier: 'core' }],
});
const event = (at: string, happening: Happening): ProgressEvent => ({ v: 1, id: at, at, ...happening });
const exercises = [{ id: 'first', title: 'First', principles: ['single-responsibility'] }];
const items = [
  item('own', { exercise: 'first' }),
  item('same', { exercise: undefined, principle: 'single-responsibility' }),
  item('other', { exercise: undefined }),
];
const noon = (day: string) => `2026-03-${day}T12:00:00.000Z`;

it('takes the memory of the latest answer, and passes over those that were taken back', () => {
  const events = [
    answer('own', noon('01'), scheduled({ reps: 1 })),
    answer('own', noon('02'), scheduled({ reps: 2, days: 3 })),
    answer('own', noon('03'), scheduled({ reps: 3 })),
    event(noon('04'), { type: 'undone', event: `own@${noon('03')}` }),
    answer('same', noon('05'), { ...unscheduled, mode: 'practice' }),
  ];
  const { memories, answers } = learnerOf(events, items, exercises);
  const memory = { last: noon('02'), due: noon('05'), stability: 1, difficulty: 5, reps: 2, lapses: 0 };
  expect([...memories]).toEqual([['own', memory]]);
  expect(answers).toHaveLength(3);
});

it('keeps the memory of a question whose text, or file, has changed', () => {
  const { memories } = learnerOf([answer('gone', noon('01'))], items, exercises);
  expect(memories.has('gone')).toBe(true);
});

it('is due from the morning of the day on', () => {
  const evening = new Date('2026-03-01T20:00:00').toISOString();
  const known = learnerOf([answer('own', evening, scheduled({ days: 9 }))], items, exercises);
  expect(isDue(known, 'own', new Date('2026-03-09T23:00:00'))).toBe(false);
  expect(isDue(known, 'own', new Date('2026-03-10T07:00:00'))).toBe(true);
  expect(isDue(known, 'other', new Date('2026-03-10T07:00:00'))).toBe(false);
});

it('makes the questions of an exercise due when one of its checks fails', () => {
  const { prompted, timely } = learnerOf([failed('first', noon('10'))], items, exercises);
  expect([...prompted]).toEqual(['own']);
  expect([...timely]).toEqual(['same']);
});

it('makes known questions of its principle due too, unless they were answered since, or on the day before', () => {
  const prompted = (...days: string[]) =>
    learnerOf(
      [...days.map(day => answer('same', noon(day))), failed('first', '2026-03-10T13:00:00.000Z')],
      items,
      exercises,
    ).prompted;
  expect(prompted('01').has('same')).toBe(true);
  expect(prompted('01', '10').has('same')).toBe(false);
  expect(prompted('01', '11').has('same')).toBe(false);
});

it('keeps what is flagged, until the flag is taken away', () => {
  const flag = (question: string, on: boolean) => event(noon('01'), { type: 'flagged', question, on });
  const { flagged } = learnerOf(
    [flag('own', true), flag('same', true), flag('own', false)],
    items,
    exercises,
  );
  expect([...flagged]).toEqual(['same']);
});

it('counts the questions of a day that were new', () => {
  const known = learnerOf(
    [answer('own', noon('01')), answer('own', noon('02')), answer('same', noon('02'))],
    items,
    exercises,
  );
  expect(introducedOn(dayNumber(noon('02')), known)).toBe(1);
});
