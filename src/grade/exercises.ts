import { cp } from 'node:fs/promises';
import type { Exercise } from '../content/index.ts';
import { messageOf } from '../errors.ts';
import type { Outcome } from '../exam/exercise-result.ts';
import { inWords } from '../platform/duration.ts';
import type { ExerciseResult } from '../report/grades/model.ts';
import { notDone } from './not-done.ts';
import type { Part } from './open.ts';
import type { Task, Verified, VerifyExercise } from './slot.ts';

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
      const { outcome, images } = await verifyOne(task, verify, Math.max(0, (end - now()) / left));
      decided.push({ outcome, digests: { ...digests, images } });
    }
  }
  return decided;
}

/** What one try saw. */
interface Seen {
  outcome: Outcome;
  images: Verified['images'];
  /** Why it has to be tried again; null where it was decided. */
  open: string | null;
  spent: boolean;
}

/**
 * What could not be found out is tried once more, in a fresh place where the first one was spent. Work that brings down
 * what it runs in twice is itself at fault.
 */
async function verifyOne(task: Task, verify: VerifyExercise, timeMs: number): Promise<Seen> {
  const time = limited(task.signal, timeMs);
  const failed = (message: string): Seen => ({
    outcome: { status: 'graded', report: notDone(task.exercise, task.seed, message) },
    images: {},
    open: null,
    spent: false,
  });
  const undecided = (reason: string): Seen => ({
    outcome: { status: 'undecided', reasons: [reason] },
    images: {},
    open: reason,
    spent: false,
  });
  let begun = false;
  const onBegun = () => {
    begun = true;
  };
  const attempt = async (number: number): Promise<Seen | 'late'> => {
    try {
      // What is built is written anew where it lies: each try has a copy of its own.
      const folder = `${task.folder}-${number}`;
      await cp(task.folder, folder, { recursive: true });
      return seenOf(await verify({ ...task, folder, signal: time.signal, onBegun }));
    } catch (thrown) {
      task.signal.throwIfAborted();
      if (time.signal.aborted) return 'late';
      return undecided(messageOf(thrown));
    }
  };
  try {
    const first = await attempt(1);
    // An engine that does not come up, or images that do not arrive, are not the work's fault.
    if (first === 'late' && !begun)
      return undecided(`What it needs was not there within ${inWords(timeMs)}.`);
    if (first === 'late')
      return failed(`It was not done within ${inWords(timeMs)}, which is the time that it has.`);
    if (first.open === null) return first;
    const second = await attempt(2);
    if (second !== 'late' && (second.open === null || !second.spent)) return second;
    // The time went by with a fault of the machine's, unless the work had brought its place down.
    if (!first.spent) return first;
    return failed(
      `It used up what it runs in, its memory, its processes or its disk, and was seen no more: ${first.open}`,
    );
  } finally {
    time.end();
  }
}

function seenOf({ report, refusals, images, broken, spent }: Verified): Seen {
  if (report) {
    const unknown = report.checks.find(({ tier, status }) => tier === 'core' && status === 'error');
    const open = unknown ? (unknown.message ?? unknown.title) : null;
    return { outcome: { status: 'graded', report }, images, open, spent };
  }
  if (broken === null)
    return { outcome: { status: 'refused', reasons: refusals }, images, open: null, spent };
  return { outcome: { status: 'undecided', reasons: [broken] }, images, open: broken, spent };
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
