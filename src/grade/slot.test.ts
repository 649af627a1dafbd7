import { describe, expect, it } from 'vitest';
import { lasting, type Slot, type Task, type Verified } from './slot.ts';

const done = (more: Partial<Verified> = {}): Verified => ({
  report: null,
  refusals: [],
  images: {},
  broken: null,
  spent: false,
  ...more,
});

/** Places that do what they are told, and a list of what happened to them. */
function places(verify: (task: Task) => Promise<Verified>) {
  const happened: string[] = [];
  const open = async (): Promise<Slot> => {
    const name = `place ${happened.filter(line => line.startsWith('open')).length + 1}`;
    happened.push(`open ${name}`);
    return { verify, close: async () => void happened.push(`close ${name}`) };
  };
  return { open, happened };
}

const task = (signal = new AbortController().signal) => ({ signal }) as Task;

describe('a lasting place', () => {
  it('is not made before it is needed, and made once', async () => {
    const { open, happened } = places(async () => done());
    const slot = lasting(open);
    await slot.close();
    expect(happened).toEqual([]);
    await slot.verify(task());
    await slot.verify(task());
    await slot.close();
    await slot.close();
    expect(happened).toEqual(['open place 1', 'close place 1']);
  });

  it('is made anew after a task that went over a limit, or threw', async () => {
    const outcomes = [
      async () => done({ spent: true }),
      async () => Promise.reject(new Error('out of order')),
      async () => done(),
    ];
    const { open, happened } = places(async () => (outcomes.shift() ?? outcomes[0])?.() ?? done());
    const slot = lasting(open);
    expect((await slot.verify(task())).spent).toBe(true);
    await expect(slot.verify(task())).rejects.toThrow('out of order');
    await slot.verify(task());
    expect(happened).toEqual([
      'open place 1',
      'close place 1',
      'open place 2',
      'close place 2',
      'open place 3',
    ]);
  });

  it('tries to open again where that failed', async () => {
    let tries = 0;
    const slot = lasting(async () => {
      if (tries++ === 0) throw new Error('no engine');
      return { verify: async () => done(), close: async () => {} };
    });
    await expect(slot.verify(task())).rejects.toThrow('no engine');
    expect(await slot.verify(task())).toEqual(done());
  });

  it('is taken down under work that does not end when it is told to', async () => {
    const { open, happened } = places(() => new Promise(() => {}));
    const controller = new AbortController();
    const verifying = lasting(open, 1).verify(task(controller.signal));
    controller.abort(new Error('the time is up'));
    await expect(verifying).rejects.toThrow('the time is up');
    expect(happened).toEqual(['open place 1', 'close place 1']);
  });
});
