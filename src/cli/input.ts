import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf, UserError } from '../errors.ts';

/** The text of a file that was named on the command line; `-` is stdin. */
export async function readInput(name: string, cwd: string): Promise<string> {
  if (name === '-') return text(process.stdin);
  try {
    return await readFile(resolve(cwd, name), 'utf8');
  } catch (thrown) {
    throw new UserError(`${name} cannot be read.`, { details: [messageOf(thrown)], cause: thrown });
  }
}
