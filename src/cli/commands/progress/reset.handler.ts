import { reset } from '../../../progress/transfer.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { confirm } from '../../prompt.ts';
import { quoted, stepLines } from '../../steps.ts';

export async function handler(context: Context, { yes }: { yes?: boolean }): Promise<void> {
  const { terminal } = context;
  const { outLayout } = terminal;
  const { dir } = await context.progress();
  const question =
    'Begin anew? The schedule of your questions and the exercises that you passed are forgotten. A backup is kept.';
  if (!yes && !(await confirm(context, question, '--yes'))) return terminal.out(['Nothing was changed.']);
  const backup = await reset(dir);
  if (backup === null) return terminal.out(wrap('There was nothing to forget.', outLayout.width));
  terminal.out([
    ...wrap('You begin anew. What was recorded is in:', outLayout.width),
    `  ${backup}`,
    ...stepLines(
      [{ text: 'To bring it back:', command: `microlab progress import ${quoted(backup)}/*` }],
      context,
      outLayout,
    ),
  ]);
}
