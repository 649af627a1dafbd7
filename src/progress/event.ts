import type { Tier, Verdict } from '../report/model.ts';

/** What the learner did. New kinds may be added; readers pass over those that they do not know. */
export type Happening =
  | { type: 'started'; exercise: string }
  | {
      type: 'verified';
      exercise: string;
      runtime: string;
      seed: string;
      verdict: Verdict;
      score: { earned: number; possible: number };
      /** All checks were asked for, not a selection. */
      whole: boolean;
      failed: { id: string; tier: Tier }[];
    }
  | { type: 'hinted'; exercise: string; tier: number }
  | { type: 'solution-shown'; exercise: string };

/** The version of the log's lines that this program writes, and the newest that it reads. */
export const VERSION = 1;

export type ProgressEvent = Happening & {
  v: typeof VERSION;
  /** A random id: the same event imported twice is known again. */
  id: string;
  /** When it happened, as ISO 8601 in UTC. */
  at: string;
};

/** Is it an event of any version? What this version does not know of it is not looked at. */
export function isEvent(value: unknown): value is { v: number; id: string; at: string; type: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { v, id, at, type } = value as Record<string, unknown>;
  return (
    typeof v === 'number' && typeof id === 'string' && typeof at === 'string' && typeof type === 'string'
  );
}
