import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Attempt, endOf, type Folder } from '../../exam/attempt.ts';
import { type Clocks, passedSince } from '../../exam/clock.ts';
import type { Exams } from '../../progress/exams.ts';
import { changedAt, stateOf, workDigest } from '../../workspace/files.ts';

/**
 * Ends a running attempt: nothing that comes later counts. Returns it as it is kept: another window may have answered
 * more. Throws UserError where that has ended it already. What lies in the folders of its exercises is written down by
 * its digest, so that a change between now and the grading is seen; where the time ran out while the program was
 * closed, also whether files were changed after that.
 */
export async function closed(
  exams: Pick<Exams, 'append' | 'attempts'>,
  attempt: Attempt,
  by: 'learner' | 'clock',
  { wall }: Clocks,
): Promise<Attempt> {
  const at = wall();
  const end = by === 'clock' ? endOf(attempt, at) : null;
  const folders = await Promise.all(
    attempt.exercises.map(exercise => folderOf(exercise, join(attempt.dir, exercise), end)),
  );
  const moment = { at, passedMs: passedSince(attempt.last, at) };
  const handedInAt = new Date(end ?? at).toISOString();
  await exams.append(attempt.id, { type: 'submitted', by, handedInAt, folders }, moment);
  const kept = (await exams.attempts()).find(({ id }) => id === attempt.id);
  if (kept?.stage === 'submitted') return kept;
  if (kept?.stage === 'graded')
    throw new UserError('This exam was submitted and graded in another window.', {
      fix: 'Its result: microlab exam report',
    });
  throw new UserError('This exam was given up in another window. Nothing was submitted.');
}

async function folderOf(exercise: string, dir: string, end: number | null): Promise<Folder> {
  if ((await stateOf(dir)) !== 'filled') return { exercise, digest: null, changedAfterEnd: null };
  const [digest, changed] = await Promise.all([workDigest(dir), changedAt(dir)]);
  const late = end !== null && changed !== null && changed > end;
  return { exercise, digest, changedAfterEnd: late ? new Date(changed).toISOString() : null };
}
