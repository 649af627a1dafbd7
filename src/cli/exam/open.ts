import { type Attempt, leftAt } from '../../exam/attempt.ts';
import type { Layout } from '../../report/lines.ts';
import type { Context } from '../context.ts';
import { stepLines } from '../steps.ts';
import { clocks, isRunning } from './attempts.ts';
import { runningText } from './rules.ts';

/** What is to be done about attempts that are open; no line where none is. */
export function openLines(
  attempts: readonly Attempt[],
  context: Pick<Context, 'typed'>,
  layout: Layout,
): string[] {
  const running = attempts.findLast(isRunning);
  const waiting = attempts.findLast(one => one.stage === 'submitted' || isOver(one));
  const steps = running
    ? [{ text: `${runningText(running)} Go on:`, command: 'microlab exam' }]
    : waiting
      ? [
          {
            text: `Your exam "${waiting.title}" is over. To have it graded:`,
            command: 'microlab exam submit',
          },
        ]
      : [];
  return steps.length === 0 ? [] : ['', ...stepLines(steps, context, layout)];
}

const isOver = (attempt: Attempt) => attempt.stage === 'running' && leftAt(attempt, clocks.wall()) === 0;
