import type { Exercise } from '../content/index.ts';
import { messageOf } from '../errors.ts';
import type { Outcome } from '../exam/exercise-result.ts';
import { inWords } from '../platform/duration.ts';
import type { ExerciseResult } from '../report/grades/model.ts';
import type { Part } from './open.ts';
import type { Task, Verified, VerifyExercise } from './slot.ts';
import { timedOut } from './timed-out.ts';

/** What became of one exercise of a submission, before it is marked. */
export interface Decided {
  outcome: Outcome;
  digests: ExerciseResult['digests'];
}

interface Options {
  exercises: readonly Exercise[];
  parts: ReadonlyMap<string, Part>;
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
  exercises,
  parts,
  seed,
  verify,
  deadlineMs,
  signal,
  now = () => performance.now(),
}: Options): Promise<Decided[]> {
  const end = now() + deadlineMs;
  const runnable = exercises.filter(({ id }) => parts.get(id)?.kind === 'folder');
  const decided: Decided[] = [];
  for (const exercise of exercises) {
    const part = parts.get(exercise.id) ?? { kind: 'absent' };
    const digests = { folder: part.kind === 'folder' ? part.digest : null, images: {} };
    if (part.kind === 'absent') decided.push({ outcome: { status: 'absent' }, digests });
    else if (part.kind === 'refused')
      decided.push({ outcome: { status: 'refused', reasons: part.reasons }, digests });
    else {
      const left = runnable.length - runnable.indexOf(exercise);
      const task = { exercise, folder: part.folder, seed, signal };
      const { images = {}, ...seen } = await verifyOne(task, verify, Math.max(0, (end - now()) / left));
      decided.push({ outcome: seen.outcome, digests: { ...digests, images } });
    }
  }
  return decided;
}

async function verifyOne(
  task: Task,
  verify: VerifyExercise,
  timeMs: number,
): Promise<{ outcome: Outcome; images?: Verified['images'] }> {
  const time = limited(task.signal, timeMs);
  try {
    const { report, refusals, images } = await verify({ ...task, signal: time.signal });
    const outcome: Outcome = report ? { status: 'graded', report } : { status: 'refused', reasons: refusals };
    return { outcome, images };
  } catch (thrown) {
    task.signal.throwIfAborted();
    if (!time.signal.aborted) return { outcome: { status: 'undecided', reasons: [messageOf(thrown)] } };
    const message = `It was not done within ${inWords(timeMs)}, which is the time that it has.`;
    return { outcome: { status: 'graded', report: timedOut(task.exercise, task.seed, message) } };
  } finally {
    time.end();
  }
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
