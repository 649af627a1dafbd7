import { lasting, type OpenSlot } from '../slot.ts';
import type { GradingEngine } from './engine.ts';

interface LocalOptions {
  /** How many submissions are graded at the same time. */
  jobs: number;
  /** Each of them has a place of its own, so that none can meet another. */
  openSlot: OpenSlot;
  /** Nothing is begun after it was aborted. */
  signal: AbortSignal;
}

/** Grades several submissions at a time on this machine. */
export function localEngine({ jobs: atOnce, openSlot, signal }: LocalOptions): GradingEngine {
  const slots = Array.from({ length: atOnce }, () => lasting(openSlot));
  return {
    async run(jobs, grade, onResult) {
      const queue = [...jobs];
      const failures: unknown[] = [];
      let told: Promise<void> = Promise.resolve();
      const work = async ({ verify }: (typeof slots)[number]) => {
        try {
          for (let job = queue.shift(); job !== undefined && failures.length === 0; job = queue.shift()) {
            signal.throwIfAborted();
            const result = await grade(job, verify);
            told = told.then(() => onResult(result));
            await told;
          }
        } catch (thrown) {
          failures.push(thrown);
        }
      };
      await Promise.all(slots.slice(0, jobs.length).map(work));
      if (failures.length > 0) throw failures[0];
    },
    async everywhere(jobs, work) {
      const outcomes = await Promise.allSettled(slots.slice(0, jobs).map(({ verify }) => work(verify)));
      return outcomes.map(outcome => {
        if (outcome.status === 'rejected') throw outcome.reason;
        return outcome.value;
      });
    },
    async close() {
      await Promise.all(slots.map(slot => slot.close()));
    },
  };
}
