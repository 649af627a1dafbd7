import type { VerifyExercise } from '../slot.ts';

/**
 * Spreads the grading of submissions: over the processors of this machine, or over other machines. What a job is worth
 * depends on nothing but the job, so where and in which order jobs are done makes no difference to their results.
 */
export interface GradingEngine {
  /**
   * Does every job once, and hands each result out as soon as it is there, one at a time.
   * Throws what `grade` and `onResult` throw; nothing new is begun then.
   */
  run<Job, Result>(
    jobs: readonly Job[],
    grade: (job: Job, verify: VerifyExercise) => Promise<Result>,
    onResult: (result: Result) => Promise<void>,
  ): Promise<void>;
  /**
   * Does the same thing in every place that so many jobs would be spread over, at the same time. Returns what came of
   * it in each. Throws what `work` throws.
   */
  everywhere<Result>(jobs: number, work: (verify: VerifyExercise) => Promise<Result>): Promise<Result[]>;
  /** Removes all that was made for the jobs. */
  close(): Promise<void>;
}
