import type { ProgressEvent } from './event.ts';

type Verified = Extract<ProgressEvent, { type: 'verified' }>;

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
