import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../content/index.ts';
import { messageOf } from '../errors.ts';
import { inWords } from '../platform/duration.ts';
import { digestOfFolder } from './digest.ts';
import type { Verified, VerifyExercise } from './slot.ts';

/** What came of one exercise of a submission, before it is marked. */
export interface Outcome {
  exercise: Exercise;
  /** SHA-256 of the folder; null where there is none. */
  digest: string | null;
  /**
   * absent: there is no folder of this name. verified: see `verified`. late: the time was up before it was done.
   * broken: the machine was at fault.
   */
  kind: 'absent' | 'verified' | 'late' | 'broken';
  verified: Verified | null;
  /** Why it is late or broken. */
  reason: string | null;
}

interface Options {
  /** The clean copy of the submission. */
  folder: string;
  exercises: readonly Exercise[];
  seed: string;
  verify: VerifyExercise;
  /** For all exercises together. */
  deadlineMs: number;
  signal: AbortSignal;
  now?: () => number;
}

/**
 * Verifies the exercises of a submission, one after another. Each has an equal share of the time that is left, so that
 * one which never ends takes nothing from the others. Throws the signal's reason when that is aborted, nothing else.
 */
export async function verifyAll({
  folder,
  exercises,
  seed,
  verify,
  deadlineMs,
  signal,
  now = () => performance.now(),
}: Options): Promise<Outcome[]> {
  const end = now() + deadlineMs;
  const outcomes: Outcome[] = [];
  for (const [index, exercise] of exercises.entries()) {
    const own = join(folder, exercise.id);
    if (!(await isFolder(own))) {
      outcomes.push({ exercise, digest: null, kind: 'absent', verified: null, reason: null });
      continue;
    }
    const digest = await digestOfFolder(own);
    const shareMs = Math.max(0, (end - now()) / (exercises.length - index));
    const time = limited(signal, shareMs);
    try {
      const verified = await verify({ exercise, folder: own, seed, signal: time.signal });
      outcomes.push({ exercise, digest, kind: 'verified', verified, reason: null });
    } catch (thrown) {
      signal.throwIfAborted();
      const [kind, reason] = time.signal.aborted
        ? (['late', `It was not done after ${inWords(shareMs)}, which is the time that it has.`] as const)
        : (['broken', messageOf(thrown)] as const);
      outcomes.push({ exercise, digest, kind, verified: null, reason });
    } finally {
      time.end();
    }
  }
  return outcomes;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/** A signal that is aborted with another one, or after a time. */
function limited(signal: AbortSignal, ms: number): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const pass = () => controller.abort(signal.reason);
  if (signal.aborted) pass();
  signal.addEventListener('abort', pass, { once: true });
  const timer = setTimeout(() => controller.abort(new Error('the time is up')), ms);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', pass);
    },
  };
}
