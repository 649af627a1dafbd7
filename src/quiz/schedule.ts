import { type Card, type FSRS, fsrs, type Grade, Rating as Grades, State } from 'ts-fsrs';
import type { Scheduled } from '../progress/event.ts';
import { DAY_MS } from './days.ts';
import type { Mark, Memory, Rating, Response } from './model.ts';

export const DEFAULT_RETENTION = 0.9;

const GRADES: Record<Rating, Grade> = {
  again: Grades.Again,
  hard: Grades.Hard,
  good: Grades.Good,
  easy: Grades.Easy,
};

/** From this share on, an answer that was not right had more right than wrong in it. */
const PARTLY = 0.6;
const SLOW_MS = 2 * 60_000;
/** After that long one was away from the keyboard, and the time says nothing. */
const AWAY_MS = 10 * 60_000;

/** What an answer says about the memory. A card is rated by the learner, all else by its mark and by the time it took. */
export function ratingOf({ right, share }: Mark, response: Response, durationMs: number): Rating {
  if (response.kind === 'card') return response.rating;
  if (!right) return share >= PARTLY ? 'hard' : 'again';
  return durationMs > SLOW_MS && durationMs < AWAY_MS ? 'hard' : 'good';
}

const schedulers = new Map<number, FSRS>();

/** The steps of minutes are left out: a learner comes once a day, and what was wrong today is asked again tomorrow. */
function scheduler(retention: number): FSRS {
  const known = schedulers.get(retention);
  if (known) return known;
  const made = fsrs({
    request_retention: retention,
    enable_fuzz: true,
    learning_steps: [],
    relearning_steps: [],
  });
  schedulers.set(retention, made);
  return made;
}

/**
 * The memory of a question after an answer. The fuzz is drawn from the memory and the time of the answer, so that the
 * same answer leads to the same day.
 * @param before null where it was never answered
 * @param retention with what probability it shall be known when it is due
 */
export function remember(
  before: Memory | null,
  rating: Rating,
  at: Date,
  retention = DEFAULT_RETENTION,
): Memory {
  const { card } = scheduler(retention).next(cardOf(before, at), at, GRADES[rating]);
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    last: at.toISOString(),
    due: card.due.toISOString(),
    stability: round(card.stability),
    difficulty: round(card.difficulty),
    reps: card.reps,
    lapses: card.lapses,
  };
}

function cardOf(memory: Memory | null, at: Date): Card {
  return {
    due: memory ? new Date(memory.due) : at,
    stability: memory?.stability ?? 0,
    difficulty: memory?.difficulty ?? 0,
    reps: memory?.reps ?? 0,
    lapses: memory?.lapses ?? 0,
    state: memory ? State.Review : State.New,
    learning_steps: 0,
    // What follows is to go with version 6 of ts-fsrs, and is computed anew from the last review.
    elapsed_days: 0,
    scheduled_days: 0,
    ...(memory && { last_review: new Date(memory.last) }),
  };
}

/** The probability, from 0 to 1, that a question is known now. */
export function recall({ last, stability }: Pick<Memory, 'last' | 'stability'>, now: Date): number {
  const days = Math.max(0, now.getTime() - Date.parse(last)) / DAY_MS;
  return scheduler(DEFAULT_RETENTION).forgetting_curve(days, stability);
}

/** A memory as it stands in the event of the answer that led to it. */
export function scheduledBy({ last, due, ...memory }: Memory, target: number): Scheduled {
  return { target, days: Math.round((Date.parse(due) - Date.parse(last)) / DAY_MS), ...memory };
}
