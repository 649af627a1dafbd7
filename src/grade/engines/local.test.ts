import { describe, expect, it } from 'vitest';
import type { Slot, Task, Verified, VerifyExercise } from '../slot.ts';
import { localEngine } from './local.ts';

const verified: Verified = { report: null, refusals: [], images: {}, broken: null, spent: false };
const signal = new AbortController().signal;

function places() {
  const state = { open: 0, closed: 0 };
  const openSlot = async (): Promise<Slot> => {
    state.open++;
    return { verify: async () => verified, close: async () => void state.closed++ };
  };
  return { state, openSlot };
}

describe('grading on this machine', () => {
  it('does every job once, and tells results one at a time', async () => {
    const { state, openSlot } = places();
    const told: number[] = [];
    let telling = 0;
    const engine = localEngine({ jobs: 3, openSlot, signal });
    await engine.run(
      [...Array(20).keys()],
      async (job, verify) => {
        await verify({ signal } as Task);
        return job;
      },
      async result => {
        expect(telling++).toBe(0);
        await Promise.resolve();
        told.push(result);
        telling--;
      },
    );
    expect(told.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(state).toEqual({ open: 3, closed: 0 });
    await engine.close();
    expect(state).toEqual({ open: 3, closed: 3 });
  });

  it('has so many under way at a time as it was told', async () => {
    let running = 0;
    let most = 0;
    await localEngine({ jobs: 2, openSlot: places().openSlot, signal }).run(
      [...Array(8).keys()],
      async () => {
        most = Math.max(most, ++running);
        await new Promise(resolve => setImmediate(resolve));
        running--;
      },
      async () => {},
    );
    expect(most).toBe(2);
  });

  it('opens nothing for work that runs nothing', async () => {
    const { state, openSlot } = places();
    await localEngine({ jobs: 2, openSlot, signal }).run(
      [1, 2],
      async job => job,
      async () => {},
    );
    expect(state.open).toBe(0);
  });

  it('keeps its places from one run to the next', async () => {
    const { state, openSlot } = places();
    const engine = localEngine({ jobs: 1, openSlot, signal });
    const once = () =>
      engine.run(
        [1],
        (_, verify) => verify({ signal } as Task),
        async () => {},
      );
    await once();
    await once();
    await engine.close();
    expect(state).toEqual({ open: 1, closed: 1 });
  });

  it('does the same thing in each place that so many jobs would use', async () => {
    const { state, openSlot } = places();
    const engine = localEngine({ jobs: 3, openSlot, signal });
    const once = (verify: VerifyExercise) => verify({ signal } as Task);
    expect(await engine.everywhere(2, once)).toEqual([verified, verified]);
    expect(state.open).toBe(2);
    await expect(engine.everywhere(2, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  });

  it('ends with what was thrown, and begins nothing more', async () => {
    const { openSlot } = places();
    const begun: number[] = [];
    const running = localEngine({ jobs: 1, openSlot, signal }).run(
      [1, 2, 3],
      async (job, verify) => {
        begun.push(job);
        await verify({ signal } as Task);
      },
      async () => Promise.reject(new Error('the disk is full')),
    );
    await expect(running).rejects.toThrow('the disk is full');
    expect(begun).toEqual([1]);
  });

  it('begins nothing after it was told to stop', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const running = localEngine({ jobs: 1, openSlot: places().openSlot, signal: controller.signal }).run(
      [1, 2, 3],
      async job => {
        begun.push(job);
        controller.abort(new Error('stop'));
      },
      async () => {},
    );
    await expect(running).rejects.toThrow('stop');
    expect(begun).toEqual([1]);
  });
});
