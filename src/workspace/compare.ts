import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { workFiles } from './files.ts';

const LARGE = 256 * 1024;

/** How the files of one folder differ from those of another, as a unified diff; empty where they are the same. */
export async function compare(mine: string, theirs: string): Promise<string> {
  const [left, right] = await Promise.all([workFiles(mine), workFiles(theirs)]);
  const paths = [...new Set([...left, ...right])].sort();
  const patches = await Promise.all(
    paths.map(async path => {
      const [from, to] = await Promise.all([textOf(mine, path, left), textOf(theirs, path, right)]);
      if (from === to) return '';
      const names = [
        left.includes(path) ? `yours/${path}` : 'none',
        right.includes(path) ? `solution/${path}` : 'none',
      ] as const;
      return createTwoFilesPatch(...names, from, to, undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      });
    }),
  );
  return patches.join('');
}

async function textOf(dir: string, path: string, known: readonly string[]): Promise<string> {
  if (!known.includes(path)) return '';
  const bytes = await readFile(join(dir, path));
  if (bytes.length > LARGE || bytes.includes(0)) return `(${bytes.length} bytes that are not shown)\n`;
  return bytes.toString('utf8').replaceAll('\r\n', '\n');
}
