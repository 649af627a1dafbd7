import { merge } from '../../../progress/transfer.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input.ts';

/** Several files are one import: all of them, or none. */
export async function handler(context: Context, files: readonly string[]): Promise<void> {
  const { terminal, cwd } = context;
  const sources = await Promise.all(
    files.map(async file => ({ name: file === '-' ? 'stdin' : file, text: await readInput(file, cwd) })),
  );
  const { added, known } = await merge((await context.progress()).dir, sources);
  terminal.out(
    wrap(
      `${added} ${added === 1 ? 'event was' : 'events were'} new, ${known} known already.`,
      terminal.outLayout.width,
    ),
  );
}
