import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const microlab = join(root, 'bin/microlab.js');

export const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
export const seconds = ms => `${(ms / 1000).toFixed(2)} s`;

export async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}
