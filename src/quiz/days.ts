export const DAY_MS = 86_400_000;

/**
 * The number of a day in the learner's own time zone: two moments of one day have the same, the next day has one more,
 * on the days on which the clocks change too.
 */
export function dayNumber(at: Date | string): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** `2026-01-31` */
export const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
