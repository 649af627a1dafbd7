import type { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { watchProcessors } from './processors.ts';

const processor = (user: number, idle: number) => ({
  model: 'any',
  speed: 1,
  times: { user, nice: 0, sys: 0, irq: 0, idle },
});

it('tells the share that was idle since the last call, over all processors', () => {
  let now: ReturnType<typeof cpus> = [processor(100, 900), processor(100, 900)];
  const { idle } = watchProcessors(() => now);
  now = [processor(200, 900), processor(150, 950)];
  expect(idle()).toBe(0.25);
  now = [processor(200, 1000), processor(150, 1050)];
  expect(idle()).toBe(1);
  expect(idle(), 'no time has passed').toBe(0);
});
