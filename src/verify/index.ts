import { setMaxListeners } from 'node:events';
import type { Exercise } from '../content/index.ts';
import { messageOf, UserError, WorkFault } from '../errors.ts';
import { inWords, milliseconds } from '../platform/duration.ts';
import type { CheckResult, Report } from '../report/model.ts';
import { scoreOf, verdictOf } from '../report/verdict.ts';
import { claimRun } from '../runtimes/claim.ts';
import type { Environment, Runtime } from '../runtimes/runtime.ts';
import { runChecks, STANDSTILL_MS, type Standing } from './checks.ts';
import type { Emit, Phase } from './events.ts';
import { Evidence } from './evidence.ts';
import { plan, type Selection } from './plan.ts';

export interface VerifyOptions {
  exercise: Exercise;
  /** The learner's folder. */
  workspace: string;
  runtime: Runtime;
  seed: string;
  only?: Selection;
  emit: Emit;
  signal: AbortSignal;
  /** Where the evidence of failed checks goes; null keeps none. */
  evidenceDir: string | null;
}

/**
 * Builds, starts, verifies and removes what lies in a workspace.
 * Throws what the person has to mend first (UserError, MissingError) and the signal's reason when it is aborted,
 * in each case after cleaning up; whatever else goes wrong is in the report.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const { exercise, runtime, seed, emit, signal } = options;
  // Every wait of every check listens to it: many, and not a leak.
  setMaxListeners(0, signal);
  const run = await claimRun();
  try {
    const planned = plan(exercise, runtime.capabilities, options.only);
    emit({
      type: 'run-started',
      exercise: exercise.id,
      title: exercise.title,
      runtime: runtime.name,
      seed,
      runId: run.id,
      checks: planned.length,
    });
    const notes: string[] = [];
    const note = (text: string) => {
      notes.push(text);
      emit({ type: 'note', text });
    };
    const { id, services, kafka, mesh } = exercise;
    const environment = await runtime.open({
      runId: run.id,
      alive: run.alive,
      exercise: id,
      services,
      kafka,
      mesh,
      workspace: options.workspace,
      scratch: run.scratch,
      signal,
      note,
      output: line => emit({ type: 'output', line }),
    });
    const phases = new Phases(emit);
    let checks: CheckResult[];
    try {
      const standing = await bringUp(environment, exercise, phases, signal);
      const evidence = new Evidence(options.evidenceDir);
      checks = await phases.time('checks', () =>
        runChecks({
          planned,
          environment,
          standing,
          seed,
          signal,
          emit,
          keep: (result, trace) => evidence.keep(result, trace),
        }),
      );
      await evidence.write(environment);
    } finally {
      await phases.time('clean-up', () => environment.close());
    }
    const report: Report = {
      version: 1,
      exercise: id,
      title: exercise.title,
      runtime: runtime.name,
      seed,
      verdict: verdictOf(checks),
      score: scoreOf(checks),
      phases: phases.done,
      checks,
      notes,
    };
    emit({ type: 'run-ended', report });
    return report;
  } finally {
    await run.release();
  }
}

/** From nothing to running. The learner's faults and the lab's come back; what the person has to mend first is thrown. */
async function bringUp(
  environment: Environment,
  exercise: Exercise,
  phases: Phases,
  signal: AbortSignal,
): Promise<Standing> {
  try {
    await phases.time('fetch', () => environment.fetch());
    await phases.time('build', () => environment.build());
    await phases.time('start', () => environment.start());
    await phases.time('ready', () => environment.ready(milliseconds(exercise.ready)));
    return { fault: null, broken: null };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof WorkFault) {
      const lateMs = thrown.byTime ? await environment.strain() : 0;
      if (lateMs < STANDSTILL_MS) return { fault: thrown, broken: null };
      return {
        fault: null,
        broken: `This machine stood still for ${inWords(lateMs)} while the services started. What was seen: ${thrown.message}`,
      };
    }
    if (thrown instanceof UserError) throw thrown;
    return {
      fault: null,
      broken: `The services could not be brought up, and it was not found out why: ${messageOf(thrown)}`,
    };
  }
}

class Phases {
  readonly done: Report['phases'] = [];
  readonly #emit: Emit;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  async time<T>(phase: Phase, work: () => Promise<T>): Promise<T> {
    this.#emit({ type: 'phase-started', phase });
    const began = performance.now();
    let failed = true;
    try {
      const result = await work();
      failed = false;
      return result;
    } finally {
      const durationMs = Math.round(performance.now() - began);
      this.done.push({ name: phase, durationMs });
      this.#emit({ type: 'phase-ended', phase, durationMs, failed });
    }
  }
}
