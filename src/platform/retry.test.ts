import { describe, expect, it } from 'vitest';
import { retryUntil } from './retry.ts';

/** A clock that moves only when somebody waits. */
function clock() {
  let time = 0;
  const sleep = async (ms: number) => {
    time += ms;
  };
  return { now: () => time, sleep };
}

describe('retryUntil', () => {
  it('tries at least once, and no more after the deadline', async () => {
    let tries = 0;
    const outcome = await retryUntil(
      async () => ++tries,
      () => false,
      { deadlineMs: 1000, everyMs: 300, ...clock() },
    );
    expect(outcome).toEqual({ met: false, last: 4, tries: 4, elapsedMs: 900 });
    expect(
      (
        await retryUntil(
          async () => 1,
          () => false,
          { deadlineMs: 0, ...clock() },
        )
      ).tries,
    ).toBe(1);
  });

  it('ends as soon as it holds', async () => {
    let tries = 0;
    expect(
      await retryUntil(
        async () => ++tries,
        n => n === 2,
        { deadlineMs: 1000, ...clock() },
      ),
    ).toMatchObject({ met: true, last: 2 });
  });

  it('ends when it is aborted, and when the try throws', async () => {
    await expect(
      retryUntil(
        async () => 1,
        () => false,
        { deadlineMs: 1e9, signal: AbortSignal.abort(new Error('enough')) },
      ),
    ).rejects.toThrow('enough');
    await expect(
      retryUntil(
        () => Promise.reject(new Error('lab')),
        () => false,
        { deadlineMs: 1000 },
      ),
    ).rejects.toThrow('lab');
  });
});
