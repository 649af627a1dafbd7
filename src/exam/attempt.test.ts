import { describe, expect, it } from 'vitest';
import { started } from './attempt.fixture.ts';
import { type AttemptEvent, type AttemptStep, attemptOf, endOf, leftAt } from './attempt.ts';
import { examClock } from './clock.ts';

const START = Date.parse('2026-01-31T12:00:00Z');
const MINUTE = 60_000;

/** An event after so many minutes; `clock`: how far the machine's clock was off by then. */
const event = (step: AttemptStep, minutes: number, clock = 0): AttemptEvent => ({
  v: 1,
  at: new Date(START + (minutes + clock) * MINUTE).toISOString(),
  passedMs: minutes * MINUTE,
  ...step,
});
const answered = (question: string, answer: unknown, minutes: number) =>
  event({ type: 'answered', question, answer, durationMs: 5000 }, minutes);
const submitted: AttemptStep = {
  type: 'submitted',
  by: 'learner',
  handedInAt: '2026-01-31T12:05:00.000Z',
  folders: [],
};

function attempt(...events: AttemptEvent[]) {
  const found = attemptOf('basic-1', [event(started, 0), ...events]);
  if (!found) throw new Error('no attempt');
  return found;
}

describe('an attempt', () => {
  it('is none without its start', () => {
    expect(attemptOf('x', [])).toBeNull();
    expect(attemptOf('x', [answered('one', 'a', 1)])).toBeNull();
  });

  it('begins with nothing answered', () => {
    expect(attempt()).toMatchObject({
      id: 'basic-1',
      exam: 'basic',
      stage: 'running',
      startedAt: '2026-01-31T12:00:00.000Z',
      answers: new Map(),
      submission: null,
    });
  });

  it('knows the last answer to each question, and how long they took together', () => {
    const { answers } = attempt(answered('one', 'a', 1), answered('two', 'b', 2), answered('one', 'c', 3));
    expect(answers.get('one')).toEqual({ answer: 'c', durationMs: 10_000 });
    expect(answers.get('two')?.answer).toBe('b');
  });

  it('takes answers and flags away again', () => {
    const flag = (on: boolean, minutes: number) => event({ type: 'flagged', question: 'one', on }, minutes);
    const both = attempt(answered('one', 'a', 1), flag(true, 1));
    expect(both.flagged).toEqual(new Set(['one']));
    const { answers, flagged } = attempt(
      answered('one', 'a', 1),
      flag(true, 1),
      answered('one', null, 2),
      flag(false, 2),
    );
    expect(answers.size).toBe(0);
    expect(flagged.size).toBe(0);
  });

  it('remembers which question stood there', () => {
    const seen = (question: string | null) => event({ type: 'seen', question }, 1);
    expect(attempt(seen('one'), seen('two'), seen(null)).current).toBe('two');
  });

  it('counts no answer after the end of the time, or after the submission', () => {
    expect(attempt(answered('one', 'a', 10), answered('one', 'b', 10.01)).answers.get('one')?.answer).toBe(
      'a',
    );
    const over = attempt(
      event(submitted, 5),
      answered('one', 'a', 6),
      event({ ...submitted, by: 'clock' }, 10),
    );
    expect(over.answers.size).toBe(0);
    expect(over).toMatchObject({ stage: 'submitted', submission: { by: 'learner' } });
  });

  it('is graded, or given up', () => {
    expect(attempt(event(submitted, 5), event({ type: 'graded', verdict: 'passed' }, 6)).stage).toBe(
      'graded',
    );
    expect(attempt(event({ type: 'discarded' }, 5)).stage).toBe('discarded');
  });

  it('passes over kinds of events that it does not know', () => {
    const later = { ...event({ type: 'discarded' }, 2), type: 'later' } as unknown as AttemptEvent;
    expect(attempt(later, answered('one', 'a', 3)).answers.size).toBe(1);
  });
});

describe('the time that is left', () => {
  it('goes on while the program is closed', () => {
    const closed = attempt(answered('one', 'a', 4));
    expect(leftAt(closed, START + 4 * MINUTE)).toBe(6 * MINUTE);
    expect(leftAt(closed, START + 9 * MINUTE)).toBe(MINUTE);
    expect(leftAt(closed, START + 99 * MINUTE)).toBe(0);
  });

  it('does not grow where the clock is set back', () => {
    const closed = attempt(answered('one', 'a', 4));
    expect(leftAt(closed, START - 60 * MINUTE)).toBe(6 * MINUTE);
    // What was seen with the clock an hour back goes on from there.
    const back = attempt(answered('one', 'a', 4), event({ type: 'seen', question: null }, 5, -60));
    expect(leftAt(back, START + (7 - 60) * MINUTE)).toBe(3 * MINUTE);
  });

  it('has an end that stays where it is, before and after it', () => {
    const closed = attempt(answered('one', 'a', 4));
    for (const minutes of [4, 9, 99])
      expect(endOf(closed, START + minutes * MINUTE)).toBe(START + 10 * MINUTE);
  });
});

describe('the clock of an attempt', () => {
  const clocks = (last = { at: START, passedMs: 0 }) => {
    const now = { wall: START, steady: 77 };
    const clock = examClock(last, { wall: () => now.wall, steady: () => now.steady });
    const pass = (wall: number, steady: number) => {
      now.wall += wall * MINUTE;
      now.steady += steady * MINUTE;
      return clock.passedMs() / MINUTE;
    };
    return { clock, pass };
  };

  it('begins with what had passed, and the time since', () => {
    expect(clocks({ at: START - 3 * MINUTE, passedMs: MINUTE }).clock.passedMs()).toBe(4 * MINUTE);
    expect(clocks({ at: START + 3 * MINUTE, passedMs: MINUTE }).clock.passedMs()).toBe(MINUTE);
  });

  it('follows the wall clock, while the machine sleeps too', () => {
    const { pass } = clocks();
    expect(pass(1, 1)).toBe(1);
    expect(pass(30, 0)).toBe(31);
  });

  it('goes on where the wall clock is set back, and never back itself', () => {
    const { pass, clock } = clocks();
    expect(pass(2, 2)).toBe(2);
    expect(pass(-60, 1)).toBe(3);
    expect(pass(1, 1)).toBe(4);
    expect(clock.moment()).toEqual({ at: START - 57 * MINUTE, passedMs: 4 * MINUTE });
  });
});
