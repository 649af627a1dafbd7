import type { Exercise } from '../content/index.ts';
import type { CheckResult, Report } from '../report/model.ts';
import { scoreOf, verdictOf } from '../report/verdict.ts';

/**
 * The report of work of which nothing could be seen, by its own fault: it took all the time it had, or all the room. It
 * has failed. A known-good submission was done on this machine, so the machine is not at fault.
 */
export function notDone({ id, title, checks, runtimes }: Exercise, seed: string, message: string): Report {
  const [first] = checks;
  const results = checks.map(
    (check): CheckResult => ({
      id: check.id,
      title: check.title,
      tier: check.tier,
      status: check === first ? 'failed' : 'skipped',
      points: check.points,
      earned: 0,
      durationMs: 0,
      expected: null,
      actual: null,
      message: check === first ? message : `It needs «${first?.title}», which failed.`,
      hint: null,
      why: check.why,
      verifiedBy: null,
    }),
  );
  return {
    version: 1,
    exercise: id,
    title,
    runtime: runtimes[0] ?? 'docker',
    seed,
    verdict: verdictOf(results),
    score: scoreOf(results),
    phases: [],
    checks: results,
    notes: [],
  };
}
