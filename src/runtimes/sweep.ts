import { isAlive, sweepScratch } from './claim.ts';
import { sweepRuntimes } from './registry.ts';

/**
 * Removes everything that killed runs left behind. Says what it was, a line each; what a live run uses is left alone.
 * With `images`, images of ours that nothing uses go as well.
 */
export async function sweepAll({ images = false }: { images?: boolean } = {}): Promise<string[]> {
  const swept = await sweepRuntimes(isAlive, images);
  return [...swept, ...(await sweepScratch())];
}
