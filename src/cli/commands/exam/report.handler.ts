import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../platform/nearest.ts';
import { formats } from '../../../report/grades/formats/registry.generated.ts';
import type { Context } from '../../context.ts';
import { settledAttempts } from '../../exam/attempts.ts';
import { resultText } from '../../exam/finish.ts';
import { deliver } from '../../output.ts';

interface Options {
  format: keyof typeof formats;
  output?: string;
}

/** The result of an attempt once more: of the last one, or of the one that is named. */
export async function handler(
  context: Context,
  wanted: string | undefined,
  { format, output }: Options,
): Promise<void> {
  const { terminal, typed } = context;
  const { exams, attempts } = await settledAttempts(context);
  const graded = attempts.filter(({ stage }) => stage === 'graded').map(({ id }) => id);
  const waiting = attempts.find(({ id, stage }) => stage === 'submitted' && (wanted ?? id) === id);
  if (waiting)
    throw new UserError(`Your exam "${waiting.title}" is over, and was not graded yet.`, {
      fix: typed('microlab exam submit'),
    });
  const id = wanted ?? graded.at(-1);
  if (id === undefined)
    throw new UserError('You have taken no exam yet.', { fix: typed('microlab exam list') });
  const result = graded.includes(id) ? await exams.result(id) : null;
  if (!result)
    throw new UserError(`There is no result of an attempt "${id}".${didYouMean(id, graded)}`, {
      details: graded.length > 0 ? [`There are: ${graded.join(', ')}`] : [],
    });
  if (format === 'text' && output === undefined) return terminal.out(resultText(result, terminal.outLayout));
  await deliver(context, (await formats[format]()).format.one(result), { output, what: 'The report' });
}
