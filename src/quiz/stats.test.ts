import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../progress/event.ts';
import { answer, item, scheduled } from './items.fixture.ts';
import { learnerOf } from './learner.ts';
import { statsOf } from './stats.ts';

const now = new Date('2026-03-20T12:00:00');
/** So many days ago, at noon. */
const ago = (days: number) => new Date(2026, 2, 20 - days, 12).toISOString();
const exercises = [
  { id: 'first', title: 'First', principles: [] },
  { id: 'second', title: 'Second', principles: [] },
];
const bank = [
  ...[1, 2, 3, 4].map(n => item(`a${n}`, { topic: 'alpha', exercise: n === 4 ? 'second' : 'first' })),
  ...[1, 2].map(n => item(`b${n}`, { topic: 'beta', level: 'advanced', exercise: 'nowhere' })),
];
const stats = (events: readonly ProgressEvent[]) =>
  statsOf(bank, exercises, learnerOf(events, bank, exercises), { now, target: 0.9 });

describe('statistics', () => {
  it('are empty where nothing was answered', () => {
    expect(stats([])).toMatchObject({
      version: 1,
      questions: { all: 6, seen: 0, new: 6, due: 0 },
      topics: [
        { name: 'alpha', items: 4, seen: 0, mastery: 0 },
        { name: 'beta', items: 2, seen: 0, mastery: 0 },
      ],
      streak: { days: 0, today: false, longest: 0 },
      retention: { target: 0.9, measured: null, expected: null, reviews: 0 },
      weakest: { questions: [], topics: [] },
    });
  });

  it('say what share of a topic and a level would be known now', () => {
    const { topics, levels } = stats([
      answer('a1', ago(10), scheduled({ stability: 10, days: 10 })),
      answer('a2', ago(0), scheduled({ stability: 10, days: 10 })),
      answer('a3', ago(0), { rating: 'again', right: false }),
    ]);
    expect(topics[0]).toMatchObject({ items: 4, seen: 3 });
    expect(topics[0]?.mastery).toBeCloseTo((0.9 + 1 + 0) / 4, 2);
    expect(levels.map(({ name, items }) => [name, items])).toEqual([
      ['basic', 4],
      ['intermediate', 0],
      ['advanced', 2],
    ]);
  });

  it('foresee when questions become due, and count what is late today', () => {
    const { forecast, questions } = stats([
      answer('a1', ago(10), scheduled({ days: 2 })),
      answer('a2', ago(10), scheduled({ days: 10 })),
      answer('a3', ago(1), scheduled({ days: 4 })),
      answer('a4', ago(1), scheduled({ days: 40 })),
    ]);
    expect(questions.due).toBe(2);
    expect(forecast).toHaveLength(14);
    expect(forecast[0]).toEqual({ day: '2026-03-20', due: 2 });
    expect(forecast[3]).toEqual({ day: '2026-03-23', due: 1 });
    expect(forecast.reduce((sum, { due }) => sum + due, 0)).toBe(3);
  });

  it('count days in a row, in the local time zone', () => {
    const on = (...days: number[]) => stats(days.map(day => answer('a1', ago(day)))).streak;
    expect(on(9, 8, 7, 6, 2, 1, 0)).toEqual({ days: 3, today: true, longest: 4 });
    expect(on(2, 1)).toEqual({ days: 2, today: false, longest: 2 });
    expect(on(3, 2)).toEqual({ days: 0, today: false, longest: 2 });
    const late = new Date(2026, 2, 19, 23, 59).toISOString();
    const early = new Date(2026, 2, 20, 0, 1).toISOString();
    expect(stats([answer('a1', late), answer('a2', early)]).streak.days).toBe(2);
  });

  it('goes on over the night on which the clocks change', () => {
    const zone = process.env.TZ;
    process.env.TZ = 'Europe/Berlin';
    try {
      const days = [27, 28, 29, 30].map(day => answer('a1', new Date(2026, 2, day, 0, 30).toISOString()));
      const learner = learnerOf(days, bank, exercises);
      const { streak } = statsOf(bank, exercises, learner, { now: new Date(2026, 2, 30, 9), target: 0.9 });
      expect(streak.days).toBe(4);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('measure what is kept by what was asked a day or more later', () => {
    const kept = scheduled({ stability: 10, days: 10 });
    const { retention } = stats([
      answer('a1', ago(20), kept),
      answer('a1', ago(10), kept),
      answer('a1', ago(0), { ...kept, rating: 'again', right: false }),
      answer('a2', ago(10), kept),
      { ...answer('a2', ago(10), kept), id: 'the same day' },
      answer('a2', ago(0), { ...kept, rating: 'hard' }),
    ]);
    expect(retention).toEqual({ target: 0.9, measured: 0.667, expected: 0.9, reviews: 3 });
  });

  it('name what is weak, and the exercise that trains it', () => {
    const { weakest } = stats([
      answer('a1', ago(1), { ...scheduled({ lapses: 2 }), rating: 'again' }),
      answer('a2', ago(1), { rating: 'again' }),
      answer('a3', ago(0), scheduled({ stability: 30 })),
      answer('b1', ago(0), { rating: 'again' }),
    ]);
    expect(weakest.questions.map(({ id }) => id)).toEqual(['a1', 'a2', 'b1']);
    expect(weakest.topics).toEqual([{ topic: 'alpha', recall: 0.333, exercise: 'first' }]);
  });

  it('take nothing from answers that left the schedule alone, but the day', () => {
    const { days: _, ...practice } = answer('a1', ago(0), { mode: 'practice', rating: 'again' });
    const { questions, streak, weakest } = stats([practice as ProgressEvent]);
    expect(questions.seen).toBe(0);
    expect(weakest.questions).toEqual([]);
    expect(streak.today).toBe(true);
  });
});
