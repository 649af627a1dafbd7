import { availableParallelism } from 'node:os';
import { watchProcessors } from '../platform/processors.ts';
import { retryUntil } from '../platform/retry.ts';

/** Work that begins before the last one is under way would not see the load of it. */
const APART_MS = 1000;
/** Below this share of idle processors, more work at the same time would only make all of it slower. */
const ROOM = 0.05;

/** Runs work as soon as there is room for it. */
export interface Admission {
  run<T>(work: () => Promise<T>): Promise<T>;
}

interface AdmissionOptions {
  /** So many run at the same time whatever the load is: one for each processor. */
  least?: number;
  signal: AbortSignal;
  /** Injected by tests. */
  idle?: () => number;
  everyMs?: number;
}

/**
 * Lets work begin as the processors have room for it. Most of a verification is spent waiting, for a deadline or a
 * recovery time, so a fixed number at the same time leaves them idle in one minute and swamps them in the next.
 */
export function admission({
  least = availableParallelism(),
  signal,
  idle = watchProcessors().idle,
  everyMs = APART_MS,
}: AdmissionOptions): Admission {
  let running = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const room = async () => {
    const free = idle(); // asked each time: it tells of the time since the last call
    return running < least || free > ROOM;
  };
  const wait = async () => {
    await retryUntil(room, met => met, { deadlineMs: Number.POSITIVE_INFINITY, everyMs, signal });
    running++;
  };
  return {
    async run(work) {
      // One after the other: each sees the load of those that were let in before it.
      turn = turn.then(wait);
      await turn;
      try {
        return await work();
      } finally {
        running--;
      }
    },
  };
}
