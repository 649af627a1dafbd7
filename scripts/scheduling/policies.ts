import { seeded } from '../../src/platform/random.ts';
import { DAY_MS } from '../../src/quiz/days.ts';
import type { Memory } from '../../src/quiz/model.ts';
import { recall, remember } from '../../src/quiz/schedule.ts';

/** Decides what is asked. It learns of an item only whether it was answered rightly. */
export interface Policy {
  /** Which of the items that were met before are asked on this day. */
  choose(day: number, met: readonly number[]): readonly number[];
  /** @param place its place among the answers of the day */
  answered(item: number, day: number, right: boolean, place: number): void;
  /** With what probability it expects the item to be known; null where it has no opinion. */
  expects(item: number, day: number): number | null;
}

const START = Date.UTC(2026, 0, 1, 18);
const ANSWER_MS = 30_000;
const moment = (day: number, place: number) => new Date(START + day * DAY_MS + place * ANSWER_MS);
/** In UTC, so that the page is the same wherever it is written; in the product days are those of the learner's own clock. */
const dayOf = (iso: string) => Math.floor(Date.parse(iso) / DAY_MS) - Math.floor(START / DAY_MS);

/** What `microlab quiz` does: ts-fsrs with its fuzz, as src/quiz/schedule.ts calls it. */
export function ours(retention: number): Policy {
  const memories = new Map<number, Memory>();
  return {
    choose: (day, met) => met.filter(item => dayOf(memories.get(item)?.due ?? '') <= day),
    answered(item, day, right, place) {
      const rating = right ? 'good' : 'again';
      memories.set(item, remember(memories.get(item) ?? null, rating, moment(day, place), retention));
    },
    expects(item, day) {
      const memory = memories.get(item);
      return memory ? recall(memory, moment(day, 0)) : null;
    },
  };
}

/** Any items, each day as many as `counts` says: the same work as whoever was counted. */
export function random(seed: string, counts: readonly number[]): Policy {
  return {
    choose(day, met) {
      const draw = seeded(`${seed}/random/${day}`);
      const left = [...met];
      const count = Math.min(counts[day] ?? 0, left.length);
      return Array.from({ length: count }, () => left.splice(draw.integer(0, left.length - 1), 1)[0] ?? 0);
    },
    answered() {},
    expects: () => null,
  };
}

export const INTERVALS = [1, 3, 7, 14, 30, 60, 120] as const;

/** The next interval after a right answer, the first one after a wrong one. */
export function fixed(): Policy {
  const steps = new Map<number, { step: number; due: number }>();
  return {
    choose: (day, met) => met.filter(item => (steps.get(item)?.due ?? 0) <= day),
    answered(item, day, right) {
      const before = steps.get(item)?.step ?? -1;
      const step = right ? Math.min(before + 1, INTERVALS.length - 1) : 0;
      steps.set(item, { step, due: day + (INTERVALS[step] ?? 1) });
    },
    expects: () => null,
  };
}
