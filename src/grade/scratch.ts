import { claimRun } from '../runtimes/claim.ts';

/**
 * Does something with a folder of its own, which is gone afterwards whatever happens; where the process is killed, the
 * next run or `microlab clean` removes it.
 */
export async function inScratch<T>(use: (scratch: string) => Promise<T>): Promise<T> {
  const claim = await claimRun();
  try {
    return await use(claim.scratch);
  } finally {
    await claim.release();
  }
}
