import type { Memory, Mode, Rating } from '../quiz/model.ts';
import type { ExamResult } from '../report/grades/model.ts';
import type { Tier, Verdict } from '../report/model.ts';

/**
 * What an answer did to the schedule; left out where it did nothing. It stands in the event itself, not in an object
 * of its own: a log of 100,000 answers is read half as long again with one.
 */
export interface Scheduled extends Omit<Memory, 'last' | 'due'> {
  /** The target retention it was scheduled with. */
  target: number;
  /** When it is due again: so many days of 24 hours after the answer. */
  days: number;
}

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
  | { type: 'solution-shown'; exercise: string }
  | ({
      type: 'answered';
      question: string;
      /** `exam`: recorded when the exam was over. */
      mode: Mode | 'exam';
      /** Of the session: it says how the options were shuffled. */
      seed: string;
      right: boolean;
      share: number;
      rating: Rating;
      durationMs: number;
    } & Partial<Scheduled>)
  /** An attempt at an exam has its result. Graded again, where the machine was at fault before, it has another. */
  | { type: 'examined'; exam: string; attempt: string; verdict: ExamResult['verdict']; mark: number | null }
  /** The log only grows: what is taken back is named by its id. */
  | { type: 'undone'; event: string }
  /** The learner marked a question to come back to, or took the mark away. */
  | { type: 'flagged'; question: string; on: boolean };

/** The version of the log's lines that this program writes, and the newest that it reads. */
export const VERSION = 1;

/** A happening with the id and the time it is to have, where they are known before it is written. */
export type Happened = Happening & { id?: string; at?: string };

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
