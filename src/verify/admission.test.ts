import { describe, expect, it } from 'vitest';
import { admission } from './admission.ts';

const never = new AbortController().signal;

/** Work that ends when it is told to. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<void>(resolve => ends.set(name, resolve));
    },
    end: (name: string) => ends.get(name)?.(),
  };
}
const settled = () => new Promise(resolve => setTimeout(resolve, 20));

describe('admission', () => {
  it('lets the least number begin whatever the load is, and more only where there is room', async () => {
    let idle = 0;
    const { run } = admission({ least: 2, signal: never, idle: () => idle, everyMs: 1 });
    const { begun, work, end } = works();
    const all = ['a', 'b', 'c', 'd'].map(name => run(work(name)));
    await settled();
    expect(begun).toEqual(['a', 'b']);
    end('a');
    await settled();
    expect(begun).toEqual(['a', 'b', 'c']);
    idle = 0.5;
    await settled();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    for (const name of ['b', 'c', 'd']) end(name);
    await Promise.all(all);
  });

  it('gives a place back where work fails', async () => {
    const { run } = admission({ least: 1, signal: never, idle: () => 0, everyMs: 1 });
    await expect(run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(run(async () => 'done')).resolves.toBe('done');
  });

  it('ends its waiting when it is interrupted', async () => {
    const controller = new AbortController();
    const { run } = admission({ least: 0, signal: controller.signal, idle: () => 0, everyMs: 1 });
    const waiting = run(async () => 'done');
    controller.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
  });
});
