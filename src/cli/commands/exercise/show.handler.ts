import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { rendered } from '../../markdown.ts';

export async function handler({ terminal, catalog }: Context, id: string): Promise<void> {
  const { dir } = (await catalog()).find(id);
  terminal.raw(await rendered(await readFile(join(dir, 'README.md'), 'utf8'), terminal));
}
