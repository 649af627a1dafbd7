import { join } from 'node:path';
import pMap from 'p-map';
import type { Exercise } from '../content/index.ts';
import { contentError } from '../content/problems.ts';
import { layOver, type Subject, subjectsOf } from '../content/subjects.ts';
import { messageOf, UserError } from '../errors.ts';
import { milliseconds } from '../platform/duration.ts';
import { seeded } from '../platform/random.ts';
import type { Report } from '../report/model.ts';
import { claimRun } from '../runtimes/claim.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { admission } from './admission.ts';
import { verify } from './index.ts';
import { judge, leftOut, type Row, unkilled, unreported } from './judge.ts';

export type { Row } from './judge.ts';

interface ContentCheckOptions {
  exercises: readonly Exercise[];
  runtime: Runtime;
  seed: string;
  /** How many pieces of work are verified at the same time at most: so many where the processors have room for them. */
  jobs: number;
  /** Only these kinds or names of work: `mutants`, `solution`, `fastapi` … All of it where nothing is said. */
  only?: readonly string[];
  /** After this time nothing new is begun: what is left out is named, and is another part in each run. */
  withinMs?: number | undefined;
  /** Told each row as soon as it is known. */
  emit(row: Row): void;
  signal: AbortSignal;
}

/** A piece of work to be verified. */
interface Piece {
  exercise: Exercise;
  subject: Subject;
}

/**
 * Tests the checks of exercises with the work that they bring along: the starter must fail by behaviour, right work
 * must pass, each mutant must be caught by the check that it names, and every check must catch one.
 * Throws UserError where that work is described wrongly.
 */
export async function checkContent({
  exercises,
  runtime,
  seed,
  jobs,
  only,
  withinMs = Number.POSITIVE_INFINITY,
  emit,
  signal,
}: ContentCheckOptions): Promise<Row[]> {
  const found = exercises.map(exercise => ({ exercise, ...subjectsOf(exercise) }));
  const problems = found.flatMap(one => one.problems);
  if (problems.length > 0) throw contentError(problems);

  const wanted = ({ kind, name }: Subject) =>
    !only?.length || only.some(one => [name, kind, `${kind}s`].includes(one));
  const all = found.flatMap(({ exercise, subjects }) =>
    subjects.filter(wanted).map((subject): Piece => ({ exercise, subject })),
  );
  if (all.length === 0) {
    const names = [...new Set(found.flatMap(({ subjects }) => subjects.map(({ name }) => name)))];
    throw new UserError('There is nothing to check.', {
      details: [`There are: starter, solution, alternatives, mutants, or by name: ${names.join(', ')}`],
    });
  }
  const seen: { exercise: Exercise; subject: Subject; report: Report }[] = [];
  const start = performance.now();
  const check = async ({ exercise, subject }: Piece): Promise<Row> => {
    const began = performance.now();
    if (began - start > withinMs) return leftOut(exercise.id, subject);
    const attempt = async (): Promise<Row> => {
      let report: Report;
      try {
        report = await verifySubject(exercise, subject, { runtime, seed, signal });
      } catch (thrown) {
        signal.throwIfAborted();
        return unreported(exercise.id, subject, messageOf(thrown));
      }
      const twin = seen.find(other => other.exercise === exercise && sameFailure(other, { subject, report }));
      const row = judge(exercise.id, subject, report, twin?.subject.name ?? null);
      if (!row.undecided) seen.push({ exercise, subject, report });
      return row;
    };
    let row = await attempt();
    if (row.undecided) {
      // The machine's fault, not the work's: tried once more, and said so.
      const first = row.saw;
      row = await attempt();
      row.saw += ` (second try; the first ${first})`;
    }
    row.durationMs = Math.round(performance.now() - began);
    return row;
  };

  const { run } = admission({ signal });
  const done = new Map<Piece, Row>();
  const begun: Promise<void>[] = [];
  const work = async (piece: Piece) => {
    const row = await run(() => check(piece));
    done.set(piece, row);
    emit(row);
  };
  const begin = (piece: Piece) => {
    const working = work(piece);
    begun.push(working);
    return working;
  };
  try {
    await pMap(mixed(all, seed), begin, { concurrency: jobs, signal });
  } finally {
    // That ends as soon as one is told to; what has begun still has to remove what it made.
    await Promise.allSettled(begun);
  }
  const rows = all.flatMap(piece => done.get(piece) ?? []);
  if (only?.length) return rows;
  const whole = found.filter(({ exercise }) => !rows.some(row => row.left && row.exercise === exercise.id));
  const missing = whole.flatMap(({ exercise }) => unkilled(exercise, rows));
  for (const row of missing) emit(row);
  return [...rows, ...missing];
}

/** The keys of a step that say how long it may wait. */
const DEADLINES = ['until', 'within', 'eventually'];
const LONG_MS = 15_000;

/** At the end no work is left to fill the processors while something waits: so many short ones come last. */
const LAST = 16;

/**
 * Right work and starters first: they take longest. Then mutants whose check waits long before it gives up, so that
 * the last one to begin is not one that waits for a minute. Else in an order of the seed's: what waits meets what
 * works, and no exercise is always the one left out. The last ones are of the exercise whose checks wait least.
 */
function mixed(work: readonly Piece[], seed: string): Piece[] {
  const random = seeded(seed);
  const ranked = work.map(one => ({ one, rank: turnOf(one) * 1e6 + random.integer(1, 1e6 - 1) }));
  const ordered = ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
  const least = Math.min(...work.map(({ exercise }) => waits(exercise)));
  const short = ordered.filter(one => turnOf(one) === 2 && waits(one.exercise) === least).slice(-LAST);
  return [...ordered.filter(one => !short.includes(one)), ...short];
}

/** How many steps of an exercise's checks wait for something. */
const waits = ({ checks }: Exercise): number =>
  (JSON.stringify(checks).match(/"(until|within|eventually|neverFor|wait)":/g) ?? []).length;

function turnOf({ exercise, subject }: Piece): number {
  if (subject.kind !== 'mutant') return 0;
  const check = exercise.checks.find(({ id }) => id === subject.mutant.caughtBy);
  // What the first check catches may never have accepted a connection: that is waited for too.
  const start = check === exercise.checks[0] ? milliseconds(exercise.ready) : 0;
  return Math.max(start, patienceMs(check?.steps)) >= LONG_MS ? 1 : 2;
}

/** The longest time that anything within a check's steps is waited for. */
function patienceMs(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  return Math.max(
    0,
    ...Object.entries(part).map(([key, value]) =>
      DEADLINES.includes(key) && typeof value === 'string' ? milliseconds(value) : patienceMs(value),
    ),
  );
}

async function verifySubject(
  exercise: Exercise,
  subject: Subject,
  { runtime, seed, signal }: { runtime: Runtime; seed: string; signal: AbortSignal },
): Promise<Report> {
  const claim = await claimRun();
  try {
    let workspace = subject.dir;
    if (subject.kind === 'mutant') {
      workspace = join(claim.scratch, exercise.id);
      await layOver(exercise, subject.mutant, workspace);
    }
    return await verify({ exercise, workspace, runtime, seed, emit: () => {}, signal, evidenceDir: null });
  } finally {
    await claim.release();
  }
}

/** Do two mutants fail the same checks for the same cause? Then one of them says nothing. */
function sameFailure(
  one: { subject: Subject; report: Report },
  other: { subject: Subject; report: Report },
): boolean {
  if (one.subject.kind !== 'mutant' || other.subject.kind !== 'mutant') return false;
  const signature = ({ checks }: Report) =>
    JSON.stringify(
      checks
        .filter(({ status }) => status === 'failed')
        .map(({ id, message }) => [id, message?.replace(/\d+(\.\d+)?/g, '#')]),
    );
  return signature(one.report) === signature(other.report);
}
