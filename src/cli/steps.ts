import type { Layout } from '../report/lines.ts';
import { wrap } from '../report/wrap.ts';
import type { Context } from './context.ts';

/** What to do next: a sentence, and the command for it. */
export interface Step {
  text: string;
  command?: string;
}

/** Each command stands on a line of its own and is never broken, so that it can be copied. */
export function stepLines(
  steps: readonly Step[],
  { typed }: Pick<Context, 'typed'>,
  { paint, width }: Layout,
): string[] {
  return steps.flatMap(({ text, command }) => [
    ...wrap(text, width),
    ...(command === undefined ? [] : [`  ${paint.code(typed(command))}`]),
  ]);
}

/** One argument of a command line, quoted where a shell would take it for something else. */
export const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
