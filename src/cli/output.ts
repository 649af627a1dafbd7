import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import type { Context } from './context.ts';

/** Text for programs: to stdout, or into the file of `--output`, which is named on stderr. */
export async function deliver(
  { terminal, cwd }: Context,
  text: string,
  { output, what }: { output: string | undefined; what: string },
): Promise<void> {
  if (output === undefined) return terminal.raw(text);
  const file = resolve(cwd, output);
  await writeFile(file, text).catch((thrown: unknown) => {
    throw new UserError(`${what} cannot be written to ${file}.`, {
      details: [messageOf(thrown)],
      fix: 'Name a file in a folder that exists, with --output.',
      cause: thrown,
    });
  });
  terminal.err([`${what}: ${file}`]);
}
