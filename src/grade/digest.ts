import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of a text, in hexadecimal. */
export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of a value that JSON can carry: the order of keys makes no difference. */
export const digestOfValue = (value: unknown): string =>
  digestOfText(
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ),
  );

/** SHA-256 of a file's bytes. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}

/**
 * SHA-256 of a folder: of the paths, the executable bits and the bytes of all files in it, whatever they are. Where it
 * lies, how it was packed and when it was written makes no difference.
 */
export async function digestOfFolder(dir: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesIn(dir)) {
    const { mode } = await lstat(join(dir, path));
    const digest = await digestOfFile(join(dir, path));
    hash.update(JSON.stringify([path, (mode & 0o100) !== 0, digest]));
  }
  return hash.digest('hex');
}

/** Paths with slashes, in the order of their characters. */
async function filesIn(dir: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(entry => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(dir, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat().sort();
}
