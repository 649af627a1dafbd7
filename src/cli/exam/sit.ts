import { EXIT, type ExitCode } from '../../errors.ts';
import type { Attempt } from '../../exam/attempt.ts';
import { type Printed, paperJson, paperMarkdown } from '../../exam/print.ts';
import type { Exams } from '../../progress/exams.ts';
import type { Context } from '../context.ts';
import { stepLines } from '../steps.ts';
import { clocks } from './attempts.ts';
import { closed } from './closing.ts';
import { finish } from './finish.ts';
import { type Drawn, paperOf } from './paper.ts';
import { practiceLines } from './practice.ts';
import { ExamSitting } from './sitting.ts';
import { statusText } from './status.ts';
import { timeLeft } from './time.ts';

/** Sits at a running exam: at a terminal its questions are asked; else, and as JSON, the paper is printed. */
export async function sit(
  context: Context,
  exams: Exams,
  attempt: Attempt,
  format: 'text' | 'json',
): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const { errLayout: layout } = terminal;
  const drawn = await paperOf(context, attempt);
  const sitting = new ExamSitting(drawn.paper, attempt, exams, clocks);
  const practice = { dir: attempt.dir, cwd };
  if (format === 'json' || !(terminal.interactive || terminal.drawable)) {
    printPaper(drawn, sitting, context, format);
    return EXIT.ok;
  }
  terminal.err(practiceLines(attempt.exercises, practice, context, layout));
  const ask = terminal.drawable
    ? (await import('./interactive.ts')).interactive
    : (await import('./plain.ts')).plain;
  const end = await ask(context, sitting, practice);
  if (end === 'left') {
    const text = `The exam goes on: ${timeLeft(sitting.leftMs())} left. What you answered is kept. Come back with:`;
    terminal.err(['', ...stepLines([{ text, command: 'microlab exam' }], context, layout)]);
    return EXIT.ok;
  }
  return finish(
    context,
    exams,
    await closed(exams, sitting.attempt, end === 'over' ? 'clock' : 'learner', clocks),
  );
}

/** For programs, and for those who rather write a file. */
function printPaper(
  { paper, exercises }: Drawn,
  sitting: ExamSitting,
  context: Context,
  format: 'text' | 'json',
): void {
  const { terminal, cwd } = context;
  const { attempt } = sitting;
  const printed = new Map<string, Printed>(exercises.map(one => [one.id, one]));
  terminal.raw(
    format === 'json'
      ? `${JSON.stringify(
          {
            ...paperJson(paper, printed),
            attempt: {
              id: attempt.id,
              startedAt: attempt.startedAt,
              leftMs: sitting.leftMs(),
              dir: attempt.dir,
            },
          },
          null,
          2,
        )}\n`
      : paperMarkdown(paper, printed),
  );
  const steps = [
    {
      text: `${statusText(sitting.leftMs(), sitting.counts())}. Write your answers into a file, and submit:`,
      command: 'microlab exam submit --answers answers.yaml',
    },
  ];
  terminal.err([
    ...practiceLines(attempt.exercises, { dir: attempt.dir, cwd }, context, terminal.errLayout),
    '',
    ...stepLines(steps, context, terminal.errLayout),
  ]);
}
