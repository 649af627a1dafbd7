import { isAlive, sweepScratch } from './claim.ts';
import { sweepRuntimes } from './registry.ts';

/** Removes everything that killed runs left behind. Says what it was, a line each; what a live run uses is left alone. */
export async function sweepAll(): Promise<string[]> {
  const swept = await sweepRuntimes(isAlive);
  return [...swept, ...(await sweepScratch())];
}
