import { createHash } from 'node:crypto';

/**
 * The seed of one submission: draws its questions, and the random data of its checks. With `perSubmission` each has one
 * of its own, which is always the same for the same exam's seed and id; nobody can tell the exam's seed from it, as far
 * as that is long enough not to be guessed.
 */
export function seedOf(seed: string, submission: string, perSubmission: boolean): string {
  if (!perSubmission) return seed;
  return createHash('sha256')
    .update(JSON.stringify([seed, submission]))
    .digest('hex')
    .slice(0, 16);
}
