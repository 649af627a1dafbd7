import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { stateOf } from './files.ts';
import { MARKER, readMarker } from './marker.ts';

export interface Place {
  dir: string;
  /** There is work in it. */
  exists: boolean;
}

/**
 * Where the workspace of an exercise is, or would be: the folder that was named, else the current one if it is a
 * workspace of this exercise, else `./<id>`. Throws UserError where the folder belongs to something else.
 */
export async function locate(
  id: string,
  { dir, cwd }: { dir?: string | undefined; cwd: string },
): Promise<Place> {
  if (dir === undefined && (await readMarker(cwd))?.exercise === id) return { dir: cwd, exists: true };
  const place = resolve(cwd, dir ?? id);
  const state = await stateOf(place);
  if (state === 'no-folder')
    throw new UserError(`${place} is not a folder.`, { fix: 'Name the workspace with --dir.' });
  if (state !== 'filled') return { dir: place, exists: false };
  const marker = await readMarker(place);
  if (marker && marker.exercise !== id) {
    throw new UserError(`${place} is a workspace of ${marker.exercise}, not of ${id}.`, {
      fix: `microlab exercise run ${marker.exercise}, or name another folder with --dir.`,
    });
  }
  // A folder that was named is taken at its word: work that was not scaffolded can be verified too.
  if (!marker && dir === undefined) {
    throw new UserError(`${place} is no workspace: it has no ${MARKER}.`, {
      fix: `If it is your work for ${id}, say so with --dir ${id}. Else move it away, or choose another place with --dir.`,
    });
  }
  return { dir: place, exists: true };
}

/** The workspaces in a folder: itself, or those directly below it. */
export async function workspacesIn(cwd: string): Promise<{ dir: string; exercise: string }[]> {
  const here = await readMarker(cwd);
  if (here) return [{ dir: cwd, exercise: here.exercise }];
  const entries = await readdir(cwd, { withFileTypes: true });
  const dirs = entries
    .filter(entry => entry.isDirectory() && !entry.name.includes('.backup-'))
    .map(({ name }) => join(cwd, name));
  const found = await Promise.all(dirs.map(async dir => ({ dir, marker: await readMarker(dir) })));
  return found.flatMap(({ dir, marker }) => (marker ? [{ dir, exercise: marker.exercise }] : []));
}
