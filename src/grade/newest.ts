import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** More than any honest submission has. */
const MOST = 20_000;

/** When the newest file below these paths was written, as ISO 8601 in UTC; null where there is none. No link is followed. */
export async function newestIn(paths: readonly string[]): Promise<string | null> {
  const left = [...paths];
  let newest = Number.NEGATIVE_INFINITY;
  for (let looked = 0; looked < MOST; looked++) {
    const path = left.pop();
    if (path === undefined) break;
    const facts = await lstat(path).catch(() => null);
    if (facts?.isDirectory())
      left.push(...(await readdir(path).catch(() => [])).map(name => join(path, name)));
    else if (facts?.isFile()) newest = Math.max(newest, facts.mtimeMs);
  }
  return Number.isFinite(newest) ? new Date(newest).toISOString() : null;
}
