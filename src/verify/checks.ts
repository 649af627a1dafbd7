import type { Step } from '../checks/check.ts';
import { kindOf } from '../checks/registry.ts';
import { Source } from '../checks/values.ts';
import type { Check } from '../content/index.ts';
import { messageOf, WorkFault } from '../errors.ts';
import { inWords } from '../platform/duration.ts';
import { seeded } from '../platform/random.ts';
import type { CheckResult } from '../report/model.ts';
import type { Environment } from '../runtimes/runtime.ts';
import type { Emit } from './events.ts';
import type { PlannedCheck } from './plan.ts';
import { makeScope, runSteps } from './scope.ts';

/** How the services came up: `fault` where the learner's work did not, `broken` where the lab could not find out. */
export interface Standing {
  fault: WorkFault | null;
  broken: string | null;
}

/** How late the lab's own helper must have been for time to prove nothing. */
export const STANDSTILL_MS = 1500;

interface Options {
  planned: readonly PlannedCheck[];
  environment: Environment;
  standing: Standing;
  seed: string;
  signal: AbortSignal;
  emit: Emit;
  /** Told what a check did, once it has ended. */
  keep(result: CheckResult, trace: readonly string[]): void;
}

/** Runs the planned checks one after another. Each starts with every fault mended and every service up. */
export async function runChecks({
  planned,
  environment,
  standing,
  seed,
  signal,
  emit,
  keep,
}: Options): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const one of planned) {
    signal.throwIfAborted();
    const { check } = one;
    emit({ type: 'check-started', id: check.id, title: check.title });
    const trace: string[] = [];
    const began = performance.now();
    const outcome = skipped(one, results, standing) ?? (await decide(one));
    const durationMs = Math.round(performance.now() - began);
    const result = {
      ...blank(check),
      ...outcome,
      durationMs,
      earned: outcome.status === 'passed' ? check.points : 0,
    };
    if (result.status !== 'failed') result.hint = null;
    results.push(result);
    keep(result, trace);
    emit({ type: 'check-ended', result });

    /** A fault of time alone, on a machine that stood still, says nothing of the learner's work: it is tried once more. */
    async function decide(planned: PlannedCheck): Promise<Outcome> {
      for (let tries = 1; ; tries++) {
        await environment.strain();
        const { fault, ...outcome } = await attempt(planned);
        const byTime = fault?.byTime || (fault && check.timed);
        const lateMs = byTime && !standing.fault ? await environment.strain() : 0;
        if (lateMs < STANDSTILL_MS) return outcome;
        trace.push(`the machine stood still for ${inWords(lateMs)}`);
        if (tries === 2)
          return {
            status: 'error',
            message: `This machine stood still for ${inWords(lateMs)} during the check, so it could not be found out. What was seen: ${fault?.message}`,
          };
      }
    }

    async function attempt({ place }: PlannedCheck): Promise<Outcome & { fault?: WorkFault }> {
      try {
        if (!standing.fault) await environment.control.restore(replacedFirst(check.steps));
        const source = new Source(seeded(`${seed}/${check.id}`), place);
        const scope = makeScope(
          { environment, signal, startFault: standing.fault, source, trace },
          source.draw(check.draw),
        );
        await runSteps(check.steps, scope);
        return { status: 'passed' };
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof WorkFault)
          return {
            status: 'failed',
            fault: thrown,
            message: cut(thrown.message),
            expected: thrown.expected,
            actual: bounded(thrown.actual),
          };
        return { status: 'error', message: messageOf(thrown) };
      }
    }
  }
  return results;
}

/** Services whose place the first steps take: a spy that is there already may stay, as nobody would meet the service itself. */
function replacedFirst(steps: readonly Step[]): Set<string> {
  const services = steps.map(step => kindOf(step).replaces?.(step) ?? null);
  const end = services.indexOf(null);
  return new Set(services.slice(0, end === -1 ? services.length : end) as string[]);
}

/** In characters: more than a person reads of what a service said, and less than what fills a report. */
const MOST_SEEN = 20_000;

const cut = (text: string) => (text.length > MOST_SEEN ? `${text.slice(0, MOST_SEEN)}… (cut here)` : text);

/** A value that was seen; as text, and cut, where it is too large for a report. */
function bounded(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length > MOST_SEEN ? cut(text) : value;
}

type Outcome = Pick<CheckResult, 'status'> & Partial<CheckResult>;

/** Why a check cannot be tried at all; null where it can. */
function skipped(
  { check, skip }: PlannedCheck,
  results: readonly CheckResult[],
  standing: Standing,
): Outcome | null {
  if (standing.broken !== null) return { status: 'error', message: standing.broken };
  if (skip) {
    const { verifiedBy, missing } = skip;
    return {
      status: 'skipped',
      verifiedBy,
      message:
        `This runtime cannot verify it (${missing.join(', ')}). ${verifiedBy ? `--runtime ${verifiedBy} does.` : ''}`.trim(),
    };
  }
  const first = results[0];
  const blockers = new Set([...check.needs, ...(first ? [first.id] : [])]);
  const blocker = results.find(result => blockers.has(result.id) && result.status !== 'passed');
  if (!blocker) return null;
  // What was not found out about the first is not found out about this one either.
  if (blocker.status === 'error')
    return { status: 'error', message: `«${blocker.title}» could not be found out.` };
  return {
    status: 'skipped',
    verifiedBy: blocker.verifiedBy,
    message: `It needs «${blocker.title}», which ${blocker.status === 'failed' ? 'failed' : 'was skipped'}.`,
  };
}

function blank({ id, title, tier, points, why, hint }: Check): CheckResult {
  return {
    id,
    title,
    tier,
    status: 'skipped',
    points,
    earned: 0,
    durationMs: 0,
    expected: null,
    actual: null,
    message: null,
    hint,
    why,
    verifiedBy: null,
  };
}
