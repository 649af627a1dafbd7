import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { hintsShown } from '../../../progress/views.ts';
import type { Context } from '../../context.ts';
import { refuseInExam } from '../../exam/guard.ts';
import { rendered } from '../../markdown.ts';
import { stepLines } from '../../steps.ts';
import { chooseHint, parseHints } from './hints.ts';

export async function handler(context: Context, id: string, options: { tier?: number }): Promise<void> {
  const { terminal } = context;
  const { dir } = (await context.catalog()).find(id);
  await refuseInExam(context, 'exercises', [id]);
  const hints = parseHints(await readFile(join(dir, 'hints.md'), 'utf8'));
  const progress = await context.progress();
  const shown = hintsShown(await progress.events(), id);
  const hint = chooseHint(hints, shown, options.tier);
  if (!hint)
    throw new UserError(`There is no hint ${options.tier ?? 1} for ${id}.`, {
      details: [`There are: ${hints.map(({ tier }) => tier).join(', ')}`],
    });

  terminal.raw(
    await rendered(`## Hint ${hint.tier} of ${hints.length}: ${hint.title}\n\n${hint.text}\n`, terminal),
  );
  await progress.record({ type: 'hinted', exercise: id, tier: hint.tier });
  const after = hints.find(({ tier }) => tier > hint.tier);
  const steps = after
    ? [{ text: 'Try it first. The next hint:', command: `microlab exercise hint ${id}` }]
    : [
        {
          text: `That was the last of ${hints.length}; --tier shows any of them again. The solution:`,
          command: `microlab exercise solution ${id}`,
        },
      ];
  terminal.err(['', ...stepLines(steps, context, terminal.errLayout)]);
}
