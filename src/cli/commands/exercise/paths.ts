import { isAbsolute, relative, sep } from 'node:path';

/** A path as a person at `cwd` would type it: `./saga`; the full path where it does not lie below. */
export function shortPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  if (below === '') return '.';
  return below.startsWith('..') || isAbsolute(below) ? path : `.${sep}${below}`;
}
