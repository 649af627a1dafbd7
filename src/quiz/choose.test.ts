import { describe, expect, it } from 'vitest';
import { choose, type Wish } from './choose.ts';
import { answer, item, learner, unscheduled } from './items.fixture.ts';
import type { Memory } from './model.ts';

const now = new Date('2026-03-10T12:00:00');
const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString();
const wish = (more: Partial<Wish> = {}): Wish => ({
  mode: 'review',
  filter: {},
  newLimit: 10,
  seed: 's',
  now,
  ...more,
});
const memory = (last: number, due: number, stability = 5): Memory => ({
  last: day(last),
  due: day(due),
  stability,
  difficulty: 5,
  reps: 1,
  lapses: 0,
});
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

const bank = ['a', 'b', 'c'].flatMap(topic =>
  (['advanced', 'intermediate', 'basic'] as const).flatMap(level =>
    [1, 2].map(n => item(`${topic}-${level}-${n}`, { topic, level })),
  ),
);

describe('a review', () => {
  it('asks what is nearest to being forgotten first, then new questions', () => {
    const known = learner({
      memories: new Map([
        ['a-basic-1', memory(-5, -1)],
        ['a-basic-2', memory(-50, -1)],
        ['b-basic-1', memory(-1, 5)],
      ]),
    });
    const chosen = ids(choose(bank, known, wish({ newLimit: 3 })));
    expect(chosen.slice(0, 2)).toEqual(['a-basic-2', 'a-basic-1']);
    expect(chosen).toHaveLength(5);
    expect(chosen).not.toContain('b-basic-1');
  });

  it('takes new questions from one topic after the other, basic ones first', () => {
    const chosen = choose(bank, learner(), wish({ newLimit: 9 }));
    expect(chosen.map(({ level }) => level)).toEqual([
      ...Array(6).fill('basic'),
      ...Array(3).fill('intermediate'),
    ]);
    for (const start of [0, 3, 6])
      expect(new Set(chosen.slice(start, start + 3).map(({ topic }) => topic)).size).toBe(3);
  });

  it('counts the new questions of the whole day', () => {
    const answers = [answer('a-basic-1', day(0)), answer('b-basic-1', day(0)), answer('c-basic-1', day(-2))];
    const memories = new Map(answers.map(({ question }) => [question, memory(0, 3)]));
    expect(choose(bank, learner({ answers, memories }), wish({ newLimit: 5 }))).toHaveLength(3);
    expect(choose(bank, learner({ answers, memories }), wish({ newLimit: 1 }))).toEqual([]);
  });

  it('begins with what a failed check asked for, and prefers its principle among new ones', () => {
    const known = learner({ prompted: new Set(['c-advanced-1']), timely: new Set(['b-advanced-2']) });
    expect(ids(choose(bank, known, wish({ newLimit: 2 })))).toEqual([
      'c-advanced-1',
      'b-advanced-2',
      expect.stringContaining('-basic-1'),
    ]);
  });

  it('keeps to the filter and the count', () => {
    const filter = { topics: ['a', 'b'], levels: ['advanced'] };
    expect(ids(choose(bank, learner(), wish({ filter }))).sort()).toEqual([
      'a-advanced-1',
      'a-advanced-2',
      'b-advanced-1',
      'b-advanced-2',
    ]);
    expect(choose(bank, learner(), wish({ filter, count: 3 }))).toHaveLength(3);
    expect(choose(bank, learner(), wish({ filter: { kinds: ['card'] } }))).toEqual([]);
  });
});

describe('practice and cram', () => {
  it('draw from all that the filter allows, the same for the same seed', () => {
    const known = learner({ memories: new Map(bank.map(({ id }) => [id, memory(-1, 90)])) });
    const chosen = (seed: string) => ids(choose(bank, known, wish({ mode: 'practice', seed, count: 6 })));
    expect(chosen('s')).toHaveLength(6);
    expect(chosen('s')).toEqual(chosen('s'));
    expect(chosen('s')).not.toEqual(chosen('t'));
  });

  it('go on with a session of the same seed', () => {
    const cram = wish({ mode: 'cram' });
    const answers = [
      answer('a-basic-1', day(0), { ...unscheduled, mode: 'cram' }),
      answer('a-basic-2', day(0), { ...unscheduled, mode: 'cram', right: false }),
      answer('b-basic-1', day(0), { ...unscheduled, mode: 'cram', seed: 'other' }),
    ];
    const chosen = ids(choose(bank, learner({ answers }), cram));
    expect(chosen).not.toContain('a-basic-1');
    expect(chosen).toEqual(expect.arrayContaining(['a-basic-2', 'b-basic-1']));
  });
});
