import { createHash } from 'node:crypto';
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NOT_WORK } from './leftovers.ts';
import { MARKER } from './marker.ts';

/** The files of a folder that are somebody's work: paths with slashes, sorted. Links are not followed. */
export async function workFiles(dir: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !NOT_WORK.has(name))
      .map(entry => {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) return workFiles(dir, path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return found.flat().sort();
}

/** One short text for the content of a folder: the same files, the same digest. */
export const digestOf = async (dir: string): Promise<string> => (await workDigest(dir)).slice(0, 16);

/** SHA-256 of somebody's work in a folder, in hexadecimal. */
export async function workDigest(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await workFiles(dir)) {
    const content = await readFile(join(dir, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** When the last of its files was changed, in milliseconds since 1970; null where there are none. */
export async function changedAt(dir: string): Promise<number | null> {
  const times = (await workFiles(dir)).map(async path => (await stat(join(dir, path))).mtimeMs);
  const known = await Promise.all(times);
  return known.length === 0 ? null : Math.max(...known);
}

/** Moves everything of a folder into another one. The marker goes last: until then the source is still a workspace. */
export async function moveEntries(from: string, to: string): Promise<void> {
  const names = await readdir(from);
  const ordered = [...names.filter(name => name !== MARKER), ...names.filter(name => name === MARKER)];
  for (const name of ordered) await rename(join(from, name), join(to, name));
}

/** Whether a folder is there, and whether anything lies in it. */
export async function stateOf(dir: string): Promise<'absent' | 'empty' | 'filled' | 'no-folder'> {
  try {
    return (await readdir(dir)).length === 0 ? 'empty' : 'filled';
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'absent';
    if (code === 'ENOTDIR') return 'no-folder';
    throw thrown;
  }
}
