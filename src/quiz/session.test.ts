import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from '../progress/event.ts';
import { item, one } from './items.fixture.ts';
import { learnerOf } from './learner.ts';
import type { Mode, Response } from './model.ts';
import { Session, type SessionOptions } from './session.ts';

const at = new Date('2026-03-10T12:00:00Z');
let ids = 0;
const session = (mode: Mode = 'review', more: Partial<SessionOptions> = {}) =>
  new Session([one.choice, item('second', { topic: 'other' })], {
    mode,
    seed: 's',
    scheduled: mode === 'review',
    retention: 0.9,
    memories: new Map(),
    flagged: new Set(),
    now: () => at,
    newId: () => `id-${++ids}`,
    ...more,
  });
/** Answers the current question. */
const give = (to: Session, right: boolean, durationMs = 5000) => {
  const options = to.current()?.options ?? [];
  const response: Response = { kind: 'choice', pick: options.indexOf(right ? 'yes' : 'never') };
  return to.answer(response, durationMs);
};

describe('a session', () => {
  it('asks one after the other, and says what has to be recorded', () => {
    const running = session();
    expect(running.current()?.id).toBe('a-choice');
    expect(running.progress()).toEqual({ done: 0, left: 2 });
    const { mark, rating, memory, happened } = give(running, true);
    expect(mark.right).toBe(true);
    expect(rating).toBe('good');
    expect(happened).toEqual({
      type: 'answered',
      id: expect.stringMatching(/^id-/),
      at: at.toISOString(),
      question: 'a-choice',
      mode: 'review',
      seed: 's',
      right: true,
      share: 1,
      rating: 'good',
      durationMs: 5000,
      target: 0.9,
      days: 2,
      stability: 2.3065,
      difficulty: memory?.difficulty,
      reps: 1,
      lapses: 0,
    });
    expect(running.current()?.id).toBe('second');
    give(running, false);
    expect(running.current()).toBeNull();
    expect(running.item()).toBeNull();
    expect(running.progress()).toEqual({ done: 2, left: 0 });
  });

  it('stays where it is when an answer is none', () => {
    const running = session();
    expect(() => running.answer({ kind: 'choice', pick: 9 }, 1)).toThrow(/none of them/);
    expect(running.current()?.id).toBe('a-choice');
    expect(running.undo()).toBeNull();
  });

  it('leaves the schedule alone where it is told to', () => {
    const { happened, memory } = give(session('practice'), true);
    expect(memory).toBeNull();
    expect(Object.keys(happened)).not.toContain('days');
    expect(give(session('practice', { scheduled: true }), true).memory).not.toBeNull();
  });

  it('goes on from the memory that is there', () => {
    const before = give(session(), true).memory;
    if (!before) throw new Error('nothing was scheduled');
    const later = new Date(before.due);
    const { memory } = give(
      session('review', { memories: new Map([['a-choice', before]]), now: () => later }),
      true,
    );
    expect(memory?.reps).toBe(2);
    expect(memory?.stability).toBeGreaterThan(before.stability * 1.5);
  });

  it('takes the last answer back, with what was skipped since', () => {
    const running = session();
    const { happened } = give(running, false);
    running.skip();
    expect(running.current()).toBeNull();
    expect(running.undo()).toEqual({ type: 'undone', event: happened.id });
    expect(running.current()?.id).toBe('a-choice');
    expect(running.summary()).toMatchObject({ asked: 0, skipped: [], left: 2 });
    expect(running.undo()).toBeNull();
  });

  it('leaves a log from which the same state comes back', () => {
    const running = session();
    const log: ProgressEvent[] = [];
    const keep = (happened: object) =>
      log.push({ v: 1, id: `u${log.length}`, at: at.toISOString(), ...happened } as ProgressEvent);
    keep(give(running, false).happened);
    keep(running.undo() as object);
    const { happened, memory } = give(running, true);
    keep(happened);
    const { memories } = learnerOf(log, [], []);
    expect([...memories]).toEqual([['a-choice', memory]]);
  });

  it('flags a question and takes the flag away', () => {
    const running = session('review', { flagged: new Set(['second']) });
    expect(running.flag()).toEqual({
      on: true,
      happened: { type: 'flagged', question: 'a-choice', on: true },
    });
    expect(running.isFlagged('a-choice')).toBe(true);
    expect(running.flag('second').on).toBe(false);
    expect(running.isFlagged('second')).toBe(false);
  });
});

describe('cram', () => {
  it('brings a question back until it was right once, in another order', () => {
    const running = session('cram');
    give(running, false);
    give(running, true);
    expect(running.current()?.id).toBe('a-choice');
    expect(running.progress()).toEqual({ done: 1, left: 1 });
    const orders = new Set<string>();
    for (let round = 0; round < 5; round++) {
      orders.add(running.current()?.options.join() ?? '');
      give(running, false);
    }
    expect(orders.size).toBeGreaterThan(1);
    give(running, true);
    expect(running.current()).toBeNull();
    expect(running.summary()).toMatchObject({ asked: 2, right: 1 });
  });

  it('schedules by the first answer alone, where it is to schedule', () => {
    const running = new Session([one.choice], {
      mode: 'cram',
      seed: 's',
      scheduled: true,
      retention: 0.9,
      memories: new Map(),
      flagged: new Set(),
      now: () => at,
      newId: () => 'x',
    });
    expect(give(running, false).memory).not.toBeNull();
    expect(give(running, true).memory).toBeNull();
  });
});

it('sums up what was right, what to read and what to do', () => {
  const running = session();
  give(running, false);
  running.skip();
  expect(running.summary()).toMatchObject({
    asked: 1,
    right: 0,
    left: 0,
    topics: [{ topic: 'echo', asked: 1, right: 0 }],
    wrong: [{ id: 'a-choice', source: 'A book' }],
    exercises: ['first'],
    skipped: [{ id: 'second' }],
  });
});
