import { describe, expect, it } from 'vitest';
import type { Mark, Rating, Response } from './model.ts';
import { ratingOf, recall, remember } from './schedule.ts';

const DAY = 86_400_000;
const start = new Date('2026-01-01T12:00:00Z');
const daysUntil = (due: string, from: Date) => Math.round((Date.parse(due) - from.getTime()) / DAY);

describe('the rating of an answer', () => {
  const response: Response = { kind: 'choice', pick: 0 };
  const mark = (share: number) => ({ right: share === 1, share }) as Mark;

  it('is good for right, again for wrong, hard for slow and for most of it right', () => {
    expect(ratingOf(mark(1), response, 5000)).toBe('good');
    expect(ratingOf(mark(0), response, 5000)).toBe('again');
    expect(ratingOf(mark(2 / 3), response, 5000)).toBe('hard');
    expect(ratingOf(mark(1 / 3), response, 5000)).toBe('again');
    expect(ratingOf(mark(1), response, 150_000)).toBe('hard');
  });

  it('passes over a time in which nobody was there', () => {
    expect(ratingOf(mark(1), response, 3_600_000)).toBe('good');
  });

  it('is what the learner says of a card', () => {
    expect(ratingOf(mark(1), { kind: 'card', rating: 'easy' }, 500_000)).toBe('easy');
  });
});

describe('the memory', () => {
  it('comes back tomorrow when it was wrong, later when it was right, and ever later', () => {
    expect(daysUntil(remember(null, 'again', start).due, start)).toBe(1);
    let memory = remember(null, 'good', start);
    const gaps: number[] = [];
    for (let round = 0; round < 6; round++) {
      const due = new Date(memory.due);
      gaps.push(daysUntil(memory.due, new Date(memory.last)));
      memory = remember(memory, 'good', due);
    }
    expect(gaps.every((gap, at) => at === 0 || gap > (gaps[at - 1] as number))).toBe(true);
    expect(memory).toMatchObject({ reps: 7, lapses: 0 });
  });

  it('is the same for the same answer, though it is fuzzed', () => {
    const known = { ...remember(null, 'good', start), stability: 60 };
    const due = (at: number) => remember(known, 'good', new Date(at)).due;
    const at = start.getTime() + 60 * DAY;
    expect(due(at)).toBe(due(at));
    const gaps = Array.from({ length: 20 }, (_, n) => daysUntil(due(at + n * 1000), new Date(at)));
    expect(new Set(gaps).size).toBeGreaterThan(3);
  });

  it('is asked sooner where more is to be known', () => {
    const known = { ...remember(null, 'good', start), stability: 30 };
    const later = new Date(start.getTime() + 30 * DAY);
    const gap = (retention: number) => daysUntil(remember(known, 'good', later, retention).due, later);
    expect(gap(0.95)).toBeLessThan(gap(0.9) * 0.7);
    expect(gap(0.8)).toBeGreaterThan(gap(0.9) * 1.5);
  });

  it('counts what was forgotten, and makes it less stable', () => {
    const known = { ...remember(null, 'good', start), stability: 30 };
    const lost = remember(known, 'again', new Date(start.getTime() + 30 * DAY));
    expect(lost.lapses).toBe(1);
    expect(lost.stability).toBeLessThan(10);
  });

  it('is known by 90% after its stability, and fully at once', () => {
    const memory = { last: start.toISOString(), stability: 10 };
    expect(recall(memory, start)).toBe(1);
    expect(recall(memory, new Date(start.getTime() + 10 * DAY))).toBeCloseTo(0.9, 3);
  });

  it.each<Rating>(['again', 'hard', 'good', 'easy'])('keeps its numbers within their limits: %s', rating => {
    let memory = remember(null, rating, start);
    for (let round = 0; round < 40; round++) memory = remember(memory, rating, new Date(memory.due));
    expect(memory.difficulty).toBeGreaterThanOrEqual(1);
    expect(memory.difficulty).toBeLessThanOrEqual(10);
    expect(memory.stability).toBeGreaterThan(0);
    expect(Date.parse(memory.due)).toBeGreaterThan(Date.parse(memory.last));
  });
});
