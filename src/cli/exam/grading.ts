import { join } from 'node:path';
import { markAnswers } from '../../exam/answers.ts';
import { type Attempt, after, type Folder } from '../../exam/attempt.ts';
import { exerciseResult } from '../../exam/exercise-result.ts';
import { learned } from '../../exam/learned.ts';
import { examResult } from '../../exam/mark.ts';
import { leftOutSections, type Paper, type PaperExercise } from '../../exam/paper.ts';
import { digestOfValue } from '../../grade/digest.ts';
import type { Exams } from '../../progress/exams.ts';
import { learnerOf } from '../../quiz/learner.ts';
import type { ExamResult, ExerciseResult } from '../../report/grades/model.ts';
import { wrap } from '../../report/wrap.ts';
import type { ClusterChoice } from '../../runtimes/runtime.ts';
import { stateOf, workDigest } from '../../workspace/files.ts';
import { verifiedEvent } from '../commands/exercise/verified-event.ts';
import { lastTarget } from '../commands/quiz/target.ts';
import type { Context } from '../context.ts';
import { version } from '../version.ts';
import { clocks } from './attempts.ts';
import { type Drawn, paperOf, questionsIn } from './paper.ts';
import { verifyOwn } from './verified.ts';

/**
 * Grades an attempt that was submitted, and keeps the result. What was decided before is taken over: so a grading that
 * was interrupted goes on, and one that was inconclusive looks only at what could not be decided.
 */
export async function grade(
  context: Context,
  exams: Exams,
  submitted: Attempt,
  cluster: ClusterChoice,
): Promise<ExamResult> {
  const began = clocks.steady();
  const drawn = await paperOf(context, submitted);
  const { paper } = drawn;
  const leftOut = await leftOutHere(context, paper, cluster);
  const wanted = paper.sections.filter(({ id }) => !(id in leftOut)).flatMap(section => section.exercises);
  let attempt = submitted;
  const exercises: ExerciseResult[] = [];
  for (const one of wanted) {
    const known = attempt.verified.get(one.exercise);
    const result =
      known && known.status !== 'undecided'
        ? known
        : await verifyExercise(context, attempt, one, drawn, cluster);
    if (result !== known) attempt = await noted(exams, attempt, { type: 'verified', result });
    exercises.push(result);
  }
  const answers = Object.fromEntries([...attempt.answers].map(([id, given]) => [id, given.answer]));
  const { questions, notes } = markAnswers(paper, answers);
  const result = examResult({
    paper,
    questions,
    exercises,
    leftOut,
    submission: { id: attempt.id, submittedAt: attempt.submission?.handedInAt ?? null, late: false },
    notes: [...folderNotes(attempt, exercises), ...notes],
    digests: {
      exam: paper.exam.digest,
      checks: drawn.checks,
      submission: digestOfValue({ answers, folders: exercises.map(one => one.digests.folder) }),
    },
    microlab: version(),
    durationMs: Math.round(clocks.steady() - began),
  });
  await exams.keepResult(attempt.id, result);
  await noted(exams, attempt, { type: 'graded', verdict: result.verdict });
  await learn(context, attempt, paper, result);
  return result;
}

const noted = async (exams: Exams, attempt: Attempt, step: Parameters<Exams['append']>[1]) =>
  after(attempt, await exams.append(attempt.id, step, { ...attempt.last, at: clocks.wall() }));

/** By the ids of sections, why this machine leaves them out. The cluster is looked for only where one is asked for. */
async function leftOutHere(
  { lab }: Context,
  paper: Paper,
  cluster: ClusterChoice,
): Promise<Record<string, string>> {
  if (!paper.sections.some(({ optional }) => optional)) return {};
  return leftOutSections(paper, { cluster: await lab.hasCluster(cluster) });
}

async function verifyExercise(
  context: Context,
  attempt: Attempt,
  one: PaperExercise,
  { exercises, paper }: Drawn,
  cluster: ClusterChoice,
): Promise<ExerciseResult> {
  const exercise = exercises.find(({ id }) => id === one.exercise);
  if (!exercise) throw new Error(`no exercise ${one.exercise}`);
  const workspace = join(attempt.dir, exercise.id);
  if ((await stateOf(workspace)) !== 'filled') return exerciseResult(one, exercise, { status: 'absent' });
  const { terminal } = context;
  terminal.err(['', ...wrap(`Verifying ${exercise.id}`, terminal.errLayout.width), '']);
  // As it lies there now: what is built is what the digest tells of.
  const folder = await workDigest(workspace);
  const outcome = await verifyOwn(context, exercise, { workspace, seed: paper.seed, cluster });
  if (outcome.status === 'graded')
    await (await context.progress()).record(verifiedEvent(outcome.report, { whole: true }));
  return exerciseResult(one, exercise, outcome, { folder, images: {} });
}

/** Files that are not what was submitted: it is one's own exam, so they are graded, and that is said. */
function folderNotes({ submission }: Attempt, exercises: readonly ExerciseResult[]): string[] {
  return (submission?.folders ?? []).flatMap(({ exercise, digest, changedAfterEnd }: Folder) => {
    const graded = exercises.find(one => one.exercise === exercise);
    if (!graded) return [];
    if (changedAfterEnd !== null)
      return [
        `Files of ${exercise} were changed after the end of the time (${changedAfterEnd}), and were graded as they are.`,
      ];
    return graded.digests.folder === digest
      ? []
      : [`Files of ${exercise} were changed after the submission, and were graded as they were then.`];
  });
}

/** What the exam says about the learner, for the schedule and all else that reads the log; each answer once. */
async function learn(context: Context, attempt: Attempt, paper: Paper, result: ExamResult): Promise<void> {
  const progress = await context.progress();
  const { verdict, mark } = result;
  await progress.record({ type: 'examined', exam: attempt.exam, attempt: attempt.id, verdict, mark });
  const events = await progress.events();
  const { items, exercises } = await context.lab.questions(attempt.content);
  const learner = learnerOf(events, items, exercises);
  const happened = learned(attempt, questionsIn(paper), {
    memories: learner.memories,
    retention: lastTarget(learner),
    at: new Date(clocks.wall()),
  });
  const known = new Set(events.map(({ id }) => id));
  for (const one of happened) if (!known.has(one.id)) await progress.record(one);
}
