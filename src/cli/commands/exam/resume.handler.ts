import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../../../errors.ts';
import type { Context } from '../../context.ts';
import { isRunning, settledAttempts } from '../../exam/attempts.ts';
import { finish } from '../../exam/finish.ts';
import { sit } from '../../exam/sit.ts';
import { refuseArguments } from '../../unknown.ts';

/** `microlab exam` alone: goes on with what is open, else lists the exams. */
export async function handler(context: Context, _options: unknown, command: Command): Promise<ExitCode> {
  await refuseArguments(command, command.parent ?? command);
  const { exams, attempts } = await settledAttempts(context);
  const running = attempts.findLast(isRunning);
  if (running) return sit(context, exams, running, 'text');
  const waiting = attempts.findLast(({ stage }) => stage === 'submitted');
  if (waiting) return finish(context, exams, waiting);
  await (await import('./list.handler.ts')).handler(context);
  return EXIT.ok;
}
