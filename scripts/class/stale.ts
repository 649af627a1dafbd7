import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tarEntries } from '../../src/policy/archive/tar.ts';
import { zipEntries } from '../../src/policy/archive/zip.ts';
import { LIMITS } from '../../src/policy/shared/limits.ts';
import type { Written } from './files.ts';

/** The answers of these that do not lie in the class as they should. */
export async function staleAnswers(written: readonly Written[], root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, answers, row } of written) {
    const file = join(root, path);
    const there = existsSync(file) ? await (row.packed ? answersIn(file) : readFileSync(file, 'utf8')) : null;
    if (there !== answers) stale.push(path);
  }
  return stale;
}

/** An archive is judged by the answers in it: how its bytes are compressed differs from one Node.js to another. */
async function answersIn(archive: string): Promise<string | null> {
  const entries = archive.endsWith('.zip') ? zipEntries(archive, LIMITS) : tarEntries(archive, true, LIMITS);
  for await (const entry of entries) if (entry.name.endsWith('answers.yaml')) return text(await entry.open());
  return null;
}
