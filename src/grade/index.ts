import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, MissingError, UserError } from '../errors.ts';
import type { ClassReport, ExamResult } from '../report/grades/model.ts';
import { CANARY, doubtsOf, writeCanary } from './canary.ts';
import { statisticsOf } from './class.ts';
import { CORRECTIONS, readCorrections, type Wanted } from './corrections.ts';
import type { GradingEngine } from './engines/engine.ts';
import type { EmitGrade } from './events.ts';
import { finish } from './finish.ts';
import { type Grading, gradeSubmission, paperOf, workDigests } from './grade.ts';
import { type Entry, Journal } from './journal.ts';
import { inScratch } from './scratch.ts';
import type { VerifyExercise } from './slot.ts';
import type { Submission } from './submission.ts';

export interface ClassOptions {
  grading: Grading;
  submissions: readonly Submission[];
  engine: GradingEngine;
  /** Where each result is kept as soon as it is known; null keeps none. */
  output: string | null;
  /** Go on with what an earlier grading left there. */
  resume: boolean;
  /** What else decides what is run and what is refused: results that came about otherwise are not kept. */
  conditions: string;
  /** A file with what a teacher corrected by hand; null: `corrections.yaml` in the output folder, where there is one. */
  corrections: string | null;
  /** When submissions were due: ISO 8601 in UTC. */
  due: string | null;
  emit: EmitGrade;
  signal: AbortSignal;
}

/**
 * Grades submissions to an exam. Before anything else a known-good submission is graded: where that does not reach
 * everything, UserError with exit code 4 is thrown, and nothing is graded.
 * Throws UserError too where the output folder holds results already and `resume` is not set.
 */
export async function gradeClass(options: ClassOptions): Promise<ClassReport> {
  // Every submission that is graded listens to it: many, and not a leak.
  setMaxListeners(0, options.signal);
  try {
    return await graded(options);
  } finally {
    await options.engine.close();
  }
}

async function graded(options: ClassOptions): Promise<ClassReport> {
  const { grading, submissions, output, resume, conditions, emit, signal } = options;
  if (output !== null) await mkdir(output, { recursive: true });
  const journal = output === null ? null : new Journal(output);
  const earlier = (await journal?.read()) ?? [];
  // Nobody should learn after an hour of grading that a line of it is wrong.
  const finishing = { due: options.due, corrections: correctionsOf(options) };
  if (earlier.length > 0 && !resume) throw occupied(output ?? '', earlier.length);

  const kept = await stillTrue(earlier, options);
  const rest = submissions.filter(({ id }) => !kept.has(id));
  emit({ type: 'begun', jobs: rest.length, kept: kept.size });
  const canary = rest.length === 0 ? null : await gradeCanary(options, rest.length);
  // Results of submissions that are not part of this grading stay where they are.
  await journal?.begin(earlier.filter(({ result }) => !rest.some(({ id }) => id === result.submission.id)));

  const fresh = new Map<string, ExamResult>();
  await options.engine.run(
    rest,
    (submission, verify) => {
      emit({ type: 'started', submission: submission.id });
      return inScratch(scratch => gradeSubmission({ grading, submission, verify, scratch, signal }));
    },
    async result => {
      await journal?.add({ version: 1, conditions, result });
      fresh.set(result.submission.id, result);
      emit({ type: 'graded', result });
    },
  );

  const found = submissions.flatMap(({ id }) => fresh.get(id) ?? kept.get(id) ?? []);
  const results = inOrder(found.map(result => finish(result, grading, finishing)));
  const { exam, seed, seedPerSubmission, microlab } = grading;
  return {
    version: 1,
    exam: { id: exam.id, title: exam.title, minutes: exam.minutes, pass: exam.pass },
    seed,
    seedPerSubmission,
    audience: 'teacher',
    results,
    statistics: statisticsOf(results, stretchOf(grading)),
    canary,
    microlab,
  };
}

function correctionsOf({ corrections, output, grading, submissions }: ClassOptions): Wanted[] {
  const kept = output === null ? null : join(output, CORRECTIONS);
  const file = corrections ?? (kept !== null && existsSync(kept) ? kept : null);
  if (file === null) return [];
  const points = (id: string) => grading.exercise(id).checks.reduce((sum, check) => sum + check.points, 0);
  const items = ({ id }: Submission) =>
    paperOf(grading, id).sections.flatMap(({ questions, exercises }) => [
      ...questions.map(question => [question.id, 1] as const),
      ...exercises.map(({ exercise }) => [exercise, points(exercise)] as const),
    ]);
  return readCorrections(file, new Map(submissions.map(one => [one.id, new Map(items(one))])));
}

/** The results that need not be found again: of the same work, by the same exam, seed and conditions, and decided. */
async function stillTrue(
  earlier: readonly Entry[],
  { grading, submissions, conditions }: ClassOptions,
): Promise<Map<string, ExamResult>> {
  const kept = new Map<string, ExamResult>();
  for (const { result, conditions: before } of earlier) {
    const submission = submissions.find(({ id }) => id === result.submission.id);
    if (!submission || before !== conditions || result.verdict === 'inconclusive') continue;
    const now = await inScratch(scratch => workDigests(grading, submission, scratch));
    const same = Object.entries(now.digests).every(
      ([key, digest]) => result.digests[key as keyof typeof now.digests] === digest,
    );
    if (same && now.seed === result.seed) kept.set(submission.id, result);
  }
  return kept;
}

/** In every place that the work will be spread over: each is shown to be sound, and has what builds need from then on. */
async function gradeCanary(
  { grading, engine, emit, signal }: ClassOptions,
  jobs: number,
): Promise<NonNullable<ClassReport['canary']>> {
  emit({ type: 'canary-started' });
  const began = performance.now();
  let missing: MissingError | null = null;
  const results = await inScratch(async scratch => {
    const paper = paperOf(grading, CANARY);
    const submission = await writeCanary(join(scratch, 'canary'), {
      items: paper.sections.flatMap(({ questions }) => questions),
      exercises: paper.sections.flatMap(({ exercises }) =>
        exercises.map(({ exercise }) => grading.exercise(exercise)),
      ),
      seed: paper.seed,
    });
    // The reference solutions of the course are the lab's own: what the machine lacks for them is said as such.
    const watching =
      (verify: VerifyExercise): VerifyExercise =>
      task =>
        verify(task).catch((thrown: unknown) => {
          if (thrown instanceof MissingError) missing ??= thrown;
          throw thrown;
        });
    return engine.everywhere(jobs, verify =>
      inScratch(own =>
        gradeSubmission({ grading, submission, verify: watching(verify), scratch: own, signal }),
      ),
    );
  });
  if (missing) throw missing;
  const doubts = [...new Set(results.flatMap(doubtsOf))];
  if (doubts.length > 0) {
    throw new UserError('This machine is not trusted: a known-good submission did not reach 100%.', {
      details: [...doubts, 'It holds the reference solutions of the exercises and the right answers.'],
      fix: 'Nothing was graded. `microlab exercise run <exercise> --solution` shows more of what is wrong here.',
      exitCode: EXIT.inconclusive,
    });
  }
  emit({ type: 'canary-passed', durationMs: Math.round(performance.now() - began) });
  return {
    verdict: 'passed',
    text: 'The reference solutions and the right answers were graded first, and reached 100%.',
  };
}

/** What could not be decided needs a look first. */
function inOrder(results: readonly ExamResult[]): ExamResult[] {
  const rank = ({ verdict }: ExamResult) => (verdict === 'inconclusive' ? 0 : 1);
  const byId = (a: ExamResult, b: ExamResult) =>
    a.submission.id < b.submission.id ? -1 : a.submission.id > b.submission.id ? 1 : 0;
  return [...results].sort((a, b) => rank(a) - rank(b) || byId(a, b));
}

const stretchOf =
  ({ exam }: Grading) =>
  (id: string) =>
    exam.sections.flatMap(({ exercises }) => exercises).find(({ exercise }) => exercise === id)?.stretch ?? 0;

const occupied = (output: string, count: number) =>
  new UserError(`${output} holds ${count === 1 ? 'a result' : `${count} results`} of an earlier grading.`, {
    fix: 'Go on with it by --resume, or name another folder with --output.',
  });
