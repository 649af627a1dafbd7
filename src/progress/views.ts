import type { ProgressEvent } from './event.ts';

export type Answered = Extract<ProgressEvent, { type: 'answered' }>;
type Examined = Extract<ProgressEvent, { type: 'examined' }>;
export type Verified = Extract<ProgressEvent, { type: 'verified' }>;

const verified = (events: readonly ProgressEvent[]) =>
  events.filter((event): event is Verified => event.type === 'verified');

/** Exercises of which every check was asked for and none of the core failed. Once passed is passed. */
export function passedExercises(events: readonly ProgressEvent[]): Set<string> {
  const good = verified(events).filter(
    ({ whole, verdict }) => whole && (verdict === 'passed' || verdict === 'partial'),
  );
  return new Set(good.map(({ exercise }) => exercise));
}

/** The last time that all checks of an exercise ran. */
export function lastRun(events: readonly ProgressEvent[], exercise: string): Verified | undefined {
  return verified(events).findLast(event => event.whole && event.exercise === exercise);
}

/** The tiers of hints that were shown for an exercise, lowest first. */
export function hintsShown(events: readonly ProgressEvent[], exercise: string): number[] {
  const tiers = events.flatMap(event =>
    event.type === 'hinted' && event.exercise === exercise ? [event.tier] : [],
  );
  return [...new Set(tiers)].sort((a, b) => a - b);
}

/** The first exercise of the course that has not been passed. */
export function nextExercise<E extends { id: string }>(
  course: readonly E[],
  events: readonly ProgressEvent[],
): E | undefined {
  const passed = passedExercises(events);
  return course.find(({ id }) => !passed.has(id));
}

/** How an exam went until now: how often it was taken, and the best of it. */
export interface Taken {
  readonly times: number;
  readonly passed: boolean;
  /** In percent; null where no attempt could be decided. */
  readonly best: number | null;
}

/** Of each exam that was taken. */
export function takenExams(events: readonly ProgressEvent[]): Map<string, Taken> {
  const attempts = new Map<string, Examined>();
  for (const event of events) if (event.type === 'examined') attempts.set(event.attempt, event);
  const taken = new Map<string, Taken>();
  for (const { exam, verdict, mark } of attempts.values()) {
    const { times = 0, passed = false, best = null } = taken.get(exam) ?? {};
    taken.set(exam, {
      times: times + 1,
      passed: passed || verdict === 'passed',
      best: mark === null ? best : Math.max(best ?? 0, mark),
    });
  }
  return taken;
}

/** All answers that were not taken back. */
export function answered(events: readonly ProgressEvent[]): Answered[] {
  const undone = new Set(events.flatMap(event => (event.type === 'undone' ? [event.event] : [])));
  return events.filter((event): event is Answered => event.type === 'answered' && !undone.has(event.id));
}

/** The runs in which a check failed. */
export const failedRuns = (events: readonly ProgressEvent[]): Verified[] =>
  verified(events).filter(({ failed }) => failed.length > 0);

/** The questions that are marked to come back to. */
export function flaggedQuestions(events: readonly ProgressEvent[]): Set<string> {
  const flagged = new Set<string>();
  for (const event of events) {
    if (event.type !== 'flagged') continue;
    if (event.on) flagged.add(event.question);
    else flagged.delete(event.question);
  }
  return flagged;
}
