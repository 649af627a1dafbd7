import { cpus } from 'node:os';

/** A watch over the machine's processors. */
export interface Processors {
  /** The share of their time that was left over since the last call, from 0 to 1. */
  idle(): number;
}

export function watchProcessors(read = cpus): Processors {
  let before = total(read());
  return {
    idle() {
      const now = total(read());
      const all = now.all - before.all;
      const idle = all > 0 ? (now.idle - before.idle) / all : 0;
      before = now;
      return idle;
    },
  };
}

function total(all: ReturnType<typeof cpus>): { idle: number; all: number } {
  const times = all.map(({ times }) => times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { idle, all: idle + busy };
}
