import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { digestOf, moveEntries, stateOf } from './files.ts';
import { MARKER, readMarker, writeMarker } from './marker.ts';

interface Origin {
  id: string;
  /** The folder that a learner starts from. */
  template: string;
}

export interface ScaffoldOptions {
  exercise: Origin;
  /** Where the workspace is to be. */
  dir: string;
  /** The version of microlab. */
  version: string;
  now?: Date;
}

/**
 * Makes a workspace from an exercise's template: built beside its place and moved there when it is complete.
 * Throws UserError where something lies there already.
 */
export async function scaffold(options: ScaffoldOptions): Promise<void> {
  const { exercise, dir } = options;
  const state = await stateOf(dir);
  if (state === 'filled') throw await occupied(dir, exercise.id);
  if (state === 'no-folder')
    throw new UserError(`${dir} is not a folder.`, { fix: 'Name another place with --dir.' });
  await mkdir(dirname(dir), { recursive: true });
  await withFresh(options, async fresh => {
    if (state === 'absent') return rename(fresh, dir);
    // An empty folder is kept: somebody may stand in it.
    await moveEntries(fresh, dir);
  });
}

/**
 * Puts the template in place of what lies in a workspace, and keeps that in a folder beside it.
 * Returns the folder with the old work.
 */
export async function reset(options: ScaffoldOptions): Promise<string> {
  const { dir, now = new Date() } = options;
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const backup = `${dir}.backup-${stamp}`;
  await withFresh(options, async fresh => {
    await mkdir(backup);
    await moveEntries(dir, backup);
    await moveEntries(fresh, dir);
  });
  return backup;
}

async function withFresh(
  { exercise, dir, version, now = new Date() }: ScaffoldOptions,
  use: (fresh: string) => Promise<void>,
): Promise<void> {
  const fresh = join(dirname(dir), `.${basename(dir)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    await cp(exercise.template, fresh, { recursive: true });
    const marker = {
      exercise: exercise.id,
      version,
      template: await digestOf(exercise.template),
      createdAt: now.toISOString(),
    };
    await writeMarker(fresh, marker);
    await use(fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function occupied(dir: string, id: string): Promise<UserError> {
  const marker = await readMarker(dir);
  if (marker?.exercise === id) {
    return new UserError(`${dir} is a workspace of ${id} already.`, {
      fix: `Go on there, or begin anew with \`microlab exercise reset ${id}\`: your work is kept beside it.`,
    });
  }
  const what = marker ? `it is a workspace of ${marker.exercise}` : `it has no ${MARKER}`;
  return new UserError(`${dir} is not empty and no workspace of ${id}: ${what}.`, {
    fix: 'Name another place with --dir, or move the folder away.',
  });
}
