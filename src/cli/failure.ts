import { EXIT, type ExitCode, messageOf, UserError } from '../errors.ts';
import type { Layout } from '../report/lines.ts';
import { hanging, wrap } from '../report/wrap.ts';
import { version } from './version.ts';

/** What was thrown, as lines for a person, and the exit code that it means. The stack is shown only for mistakes of microlab's own. */
export function explain(
  thrown: unknown,
  { layout, debug }: { layout: Layout; debug: boolean },
): { lines: string[]; exitCode: ExitCode } {
  if (thrown instanceof UserError)
    return {
      lines: [...userError(thrown, layout), ...(debug ? stackOf(thrown) : [])],
      exitCode: thrown.exitCode,
    };
  return { lines: mistake(thrown, layout, debug), exitCode: EXIT.inconclusive };
}

function userError({ message, details, fix }: UserError, { paint, width }: Layout): string[] {
  const [first = '', ...rest] = hanging('✖ ', message, width);
  return [
    paint.bad(first),
    ...rest,
    ...details.flatMap(detail => hanging('  ', detail, width).map(paint.dim)),
    ...(fix === undefined
      ? []
      : hanging('  What to do: ', fix, width).map(line =>
          line.replace('What to do:', paint.strong('What to do:')),
        )),
  ];
}

function mistake(thrown: unknown, { paint, width }: Layout, debug: boolean): string[] {
  return [
    ...hanging('✖ ', `Something in microlab went wrong: ${messageOf(thrown)}`, width).map(paint.bad),
    ...wrap('This is a mistake of microlab, not of your work.', width),
    ...(debug ? stackOf(thrown) : wrap('Run it again with --debug to see where it happened.', width)),
    ...wrap(
      `Please report it with the command, what was shown, and this line: microlab ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
      width,
    ),
  ];
}

function stackOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return [];
  const cause = thrown.cause === undefined ? [] : ['Caused by:', ...stackOf(thrown.cause)];
  return [...(thrown.stack ?? '').split('\n'), ...cause];
}
