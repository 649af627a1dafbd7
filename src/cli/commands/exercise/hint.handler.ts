import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { hintsShown } from '../../../progress/views.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { rendered } from '../../markdown.ts';
import { chooseHint, parseHints } from './hints.ts';

export async function handler(context: Context, id: string, options: { tier?: number }): Promise<void> {
  const { terminal, typed } = context;
  const { dir } = (await context.catalog()).find(id);
  const hints = parseHints(await readFile(join(dir, 'hints.md'), 'utf8'));
  const progress = await context.progress();
  const shown = hintsShown(await progress.events(), id);
  const hint = chooseHint(hints, shown, options.tier);
  if (!hint) throw new UserError(`There is no hint ${options.tier ?? 1} for ${id}.`, { details: [`There are: ${hints.map(({ tier }) => tier).join(', ')}`] });

  terminal.raw(await rendered(`## Hint ${hint.tier} of ${hints.length}: ${hint.title}\n\n${hint.text}\n`, terminal));
  await progress.record({ type: 'hinted', exercise: id, tier: hint.tier });
  const after = hints.find(({ tier }) => tier > hint.tier);
  const next = after
    ? `Try it first. The next hint: ${typed(`microlab exercise hint ${id}`)}`
    : `This was the last hint. Any of them again: --tier 1 to ${hints.length}. The solution: ${typed(`microlab exercise solution ${id}`)}`;
  terminal.err(['', ...wrap(next, terminal.errLayout.width)]);
}
