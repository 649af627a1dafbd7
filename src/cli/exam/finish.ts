import { EXIT, type ExitCode } from '../../errors.ts';
import type { Attempt } from '../../exam/attempt.ts';
import type { Exams } from '../../progress/exams.ts';
import { resultLines } from '../../report/grades/lines.ts';
import type { ExamResult } from '../../report/grades/model.ts';
import type { Layout } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import type { ClusterChoice } from '../../runtimes/runtime.ts';
import type { Context } from '../context.ts';
import { type Step, stepLines } from '../steps.ts';
import { grade } from './grading.ts';

const EXIT_CODES: Record<ExamResult['verdict'], ExitCode> = {
  passed: EXIT.ok,
  failed: EXIT.failed,
  inconclusive: EXIT.inconclusive,
};

/** Grades an attempt that was submitted, on the cluster that was chosen where it needs one, and shows its result. */
export async function finish(
  context: Context,
  exams: Exams,
  attempt: Attempt,
  cluster: ClusterChoice = {},
): Promise<ExitCode> {
  const { terminal } = context;
  if (attempt.submission?.by === 'clock')
    terminal.err(
      wrap(
        `The time of "${attempt.title}" is over. It is graded as it stood at the end.`,
        terminal.errLayout.width,
      ),
    );
  const result = await grade(context, exams, attempt, cluster);
  terminal.out(['', ...resultText(result, terminal.outLayout)]);
  terminal.err(['', ...stepLines(after(result), context, terminal.errLayout)]);
  return EXIT_CODES[result.verdict];
}

export const resultText = (result: ExamResult, layout: Layout): string[] => resultLines(result, layout);

function after({ verdict }: ExamResult): Step[] {
  const again: Step = {
    text: 'This result once more, in other formats too:',
    command: 'microlab exam report',
  };
  if (verdict !== 'inconclusive') return [again];
  return [
    {
      text: 'A part could not be decided on this machine, which is not held against you. What is missing:',
      command: 'microlab doctor',
    },
    { text: 'When it is there, this decides the rest:', command: 'microlab exam submit' },
    again,
  ];
}
