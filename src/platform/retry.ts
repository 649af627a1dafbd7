import { setTimeout as delay } from 'node:timers/promises';

interface RetryOptions {
  deadlineMs: number;
  everyMs?: number;
  signal?: AbortSignal | undefined;
  /** Injected by tests. */
  now?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** What the last try saw, and whether it was what one waited for. */
export interface Outcome<T> {
  met: boolean;
  last: T;
  tries: number;
  elapsedMs: number;
}

/**
 * Calls `attempt` until `until` holds for what it returned, or the deadline is over; always at least once.
 * Never throws for a missed deadline: the caller has the last thing seen, and words of its own for it.
 * What `attempt` throws ends the waiting. The one place of the program that waits.
 */
export async function retryUntil<T>(
  attempt: () => Promise<T>,
  until: (seen: T) => boolean,
  {
    deadlineMs,
    everyMs = 100,
    signal,
    now = () => performance.now(),
    sleep = (ms, s) => delay(ms, undefined, { signal: s }),
  }: RetryOptions,
): Promise<Outcome<T>> {
  const start = now();
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    const last = await attempt();
    const elapsedMs = now() - start;
    if (until(last)) return { met: true, last, tries, elapsedMs };
    if (elapsedMs + everyMs > deadlineMs) return { met: false, last, tries, elapsedMs };
    await sleep(everyMs, signal);
  }
}

/** Lets a time pass: only for times that are themselves part of a contract. For anything else there is `retryUntil`. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {});
}
