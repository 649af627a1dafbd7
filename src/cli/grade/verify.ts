import { resolve } from 'node:path';
import { EXIT, type ExitCode, UserError } from '../../errors.ts';
import { readReport } from '../../grade/regrade.ts';
import { findSubmissions } from '../../grade/submission.ts';
import { printable } from '../../report/printable.ts';
import { wrap } from '../../report/wrap.ts';
import { gradingOf, type Options, places } from '../commands/grade.handler.ts';
import type { Context } from '../context.ts';
import { interruptible } from '../interrupt.ts';

/** Grades the submission of a report again, and says where the two differ. Exit code 1 where they do. */
export async function verifyReport(
  context: Context,
  given: string[],
  report: string,
  options: Options,
): Promise<ExitCode> {
  const { terminal, lab, host, cwd, typed } = context;
  const read = await readReport(resolve(cwd, report));
  const { sections } = (await context.exams()).find(read.exam);
  const exercises = sections.flatMap(section => section.exercises.map(({ exercise }) => exercise));
  const { submissions } = await findSubmissions(given, { cwd, exercises, output: null });
  const [submission, ...more] = submissions;
  if (!submission || more.length > 0)
    throw new UserError('--verify compares a report with one submission.', {
      fix: 'Give the folder or the archive that the report is about, and nothing else.',
    });
  const told = read.of(submission.id);
  // The report of a learner does not say its seed.
  const own = told.seed === '' ? options.seed : told.seed;
  if (own === undefined)
    throw new UserError(`${report} is a report for the learner, which does not hold the seed.`, {
      fix: "Give the exam's seed with --seed (and --seed-per-submission where it was graded so), or the report for the teacher.",
    });
  const grading = await gradingOf(context, {
    ...options,
    exam: read.exam,
    seed: own,
    seedPerSubmission: told.seed === '' && (options.seedPerSubmission ?? false),
  });
  const announce = {
    first: () => terminal.err(['Cleaning up… (Ctrl-C again ends at once)']),
    second: () => terminal.err([`Ended early. \`${typed('microlab clean')}\` removes what is left.`]),
  };
  const { differences, result } = await interruptible(host, announce, async signal =>
    lab.regrade({
      told,
      submission,
      grading,
      engine: await lab.gradingEngine({
        ...places(grading, options),
        jobs: 1,
        note: text => terminal.err([`note: ${text}`]),
        signal,
      }),
      signal,
    }),
  );
  const { paint, width } = terminal.outLayout;
  if (differences.length > 0) {
    terminal.out([
      paint.bad(`✖ The report and what was found ${result === null ? 'here' : 'now'} differ:`),
      ...differences.flatMap(line => wrap(printable(line), width - 2).map(part => `  ${part}`)),
      ...(result === null
        ? wrap('It was not graded again, since it is not about the same work.', width)
        : []),
    ]);
    return result?.verdict === 'inconclusive' ? EXIT.inconclusive : EXIT.failed;
  }
  const by = told.corrections.length;
  terminal.out([
    paint.good('✔ The report says what this grading found.'),
    ...(by === 0
      ? []
      : wrap(
          `${by} of it was corrected by hand, which no grading can find: ${printable(told.corrections.map(({ item }) => item).join(', '))}.`,
          width,
        )),
  ]);
  return EXIT.ok;
}
