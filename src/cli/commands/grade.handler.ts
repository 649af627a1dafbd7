import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { EXIT, type ExitCode, UserError } from '../../errors.ts';
import { timeOf } from '../../grade/answers.ts';
import type { Grading } from '../../grade/grade.ts';
import { findSubmissions } from '../../grade/submission.ts';
import type { formats } from '../../report/grades/formats/registry.generated.ts';
import type { ClassReport } from '../../report/grades/model.ts';
import { type ClusterOptions, clusterChoice } from '../cluster-options.ts';
import type { Context } from '../context.ts';
import { deliverReports } from '../grade/deliver.ts';
import { examSeed } from '../grade/seed.ts';
import { gradingView } from '../grade/view.ts';
import { interruptible } from '../interrupt.ts';
import { version } from '../version.ts';

export interface Options extends ClusterOptions {
  exam?: string;
  seed?: string;
  seedPerSubmission?: boolean;
  output?: string;
  resume?: boolean;
  format?: (keyof typeof formats)[];
  audience: 'teacher' | 'learner';
  jobs?: number;
  deadline?: number;
  due?: string;
  times: 'answers' | 'files';
  corrections?: string;
  failUnder?: number;
  offline?: boolean;
  runtime?: 'docker' | 'local';
  acceptOpenNetwork?: boolean;
  verify?: string;
}

/** An honest exercise takes a minute or two. */
const EXERCISE_MS = 10 * 60_000;

export async function handler(context: Context, given: string[], options: Options): Promise<ExitCode> {
  if (options.verify !== undefined)
    return (await import('../grade/verify.ts')).verifyReport(context, given, options.verify, options);
  const { terminal, lab, host, typed, cwd } = context;
  const output = options.output === undefined ? null : resolve(cwd, options.output);
  insistOn(options, output);
  const due = options.due === undefined ? null : dueTime(options.due);
  const { seed, note } = examSeed(options.seed, options.exam ?? '');
  const grading = await gradingOf(context, { ...options, exam: options.exam ?? '', seed });
  if (note !== null) terminal.err([note]);
  const exercises = grading.exam.sections.flatMap(section => section.exercises.map(one => one.exercise));
  const { submissions, single, passedOver } = await findSubmissions(given, { cwd, exercises, output });
  for (const name of passedOver)
    terminal.err([`${name} is passed over: it is neither a folder nor an archive (.zip, .tar, .tar.gz).`]);

  // What a grading left that was killed would take room from this one.
  const swept = await lab.sweep();
  if (swept.length > 0) terminal.err([`Removed what a killed run had left: ${swept.length}`]);
  const view = await gradingView(terminal, typed('microlab clean'));
  const report = await interruptible(host, view.announce, async signal =>
    lab.gradeClass({
      grading,
      submissions,
      engine: await lab.gradingEngine({
        ...places(grading, options),
        jobs: Math.min(options.jobs ?? availableParallelism(), submissions.length),
        note: text => view.emit({ type: 'note', text }),
        signal,
      }),
      output,
      resume: options.resume ?? false,
      conditions: conditionsOf(options, grading),
      corrections: options.corrections === undefined ? null : resolve(cwd, options.corrections),
      due,
      emit: view.emit,
      signal,
    }),
  ).finally(view.close);

  await deliverReports(context, report, { ...options, output, single });
  return exitCodeOf(report, options.failUnder);
}

/** What goes together on the command line. */
function insistOn({ exam, resume, format, seedPerSubmission: _ }: Options, output: string | null): void {
  if (exam === undefined)
    throw new UserError('Which exam were these made for?', {
      fix: 'Name it with --exam <id>. `microlab exam list` shows what there is.',
    });
  if (output !== null) return;
  if (resume)
    throw new UserError('--resume goes on with what an output folder holds, and none is named.', {
      fix: 'Name the folder with --output.',
    });
  if ((format ?? []).length > 1)
    throw new UserError('Several formats cannot all go to stdout.', {
      fix: 'Name a folder for them with --output, or give --format once.',
    });
}

function dueTime(text: string): string {
  const due = timeOf(text);
  if (due !== null) return due;
  throw new UserError(`--due is "${text}", and expects a time with its zone.`, {
    fix: 'Such as 2026-05-04T18:00:00+02:00, or 2026-05-04T16:00:00Z.',
  });
}

type Wanted = Pick<Options, 'deadline' | 'times' | 'seedPerSubmission'> &
  ClusterOptions & { exam: string; seed: string };

/** The exam and all that submissions to it are graded by. */
export async function gradingOf(context: Context, wanted: Wanted): Promise<Grading> {
  const exams = await context.exams();
  const exam = exams.find(wanted.exam);
  const [{ items }, catalog] = await Promise.all([context.questions(), context.catalog()]);
  const exercises = exam.sections.flatMap(section => section.exercises);
  const needsCluster = exam.sections.some(({ needs }) => needs === 'cluster');
  // Read once: everything that is wrong with an exercise is said before anything is graded.
  const known = new Map(exercises.map(({ exercise }) => [exercise, catalog.find(exercise)]));
  return {
    exam,
    items,
    exercise: id => known.get(id) ?? catalog.find(id),
    seed: wanted.seed,
    seedPerSubmission: wanted.seedPerSubmission ?? false,
    cluster: needsCluster && (await context.lab.hasCluster(clusterChoice(wanted).cluster)),
    deadlineMs: wanted.deadline ?? EXERCISE_MS * Math.max(1, exercises.length),
    times: wanted.times,
    microlab: version(),
  };
}

/** Where the work of others may run. */
export const places = ({ exam }: Grading, options: Options) => ({
  runtime: options.runtime ?? ('docker' as const),
  offline: options.offline ?? false,
  acceptOpenNetwork: options.acceptOpenNetwork ?? false,
  images: exam.images,
  ...clusterChoice(options),
});

/** All that decides a result beside the work, the exam and the seed. */
const conditionsOf = (options: Options, { cluster, deadlineMs, times }: Grading) =>
  JSON.stringify({
    runtime: options.runtime ?? 'docker',
    offline: options.offline ?? false,
    acceptOpenNetwork: options.acceptOpenNetwork ?? false,
    cluster,
    deadlineMs,
    times,
  });

function exitCodeOf({ results }: ClassReport, failUnder: number | undefined): ExitCode {
  if (results.some(({ verdict }) => verdict === 'inconclusive')) return EXIT.inconclusive;
  const under = failUnder !== undefined && results.some(({ mark }) => mark !== null && mark < failUnder);
  return under ? EXIT.failed : EXIT.ok;
}
