import type { CheckResult, Verdict } from './model.ts';

/**
 * `failed` if a core check failed; else `inconclusive` if one could not be decided; else `partial` if this runtime
 * had to skip one; else `passed`. Stretch checks cost points, never the verdict.
 */
export function verdictOf(checks: readonly CheckResult[]): Verdict {
  const core = checks.filter(check => check.tier === 'core').map(check => check.status);
  if (core.includes('failed')) return 'failed';
  if (core.includes('error')) return 'inconclusive';
  if (core.includes('skipped')) return 'partial';
  return 'passed';
}

/** Points reached, of the points of all checks. */
export function scoreOf(checks: readonly CheckResult[]): { earned: number; possible: number } {
  const sum = (of: (check: CheckResult) => number) => checks.reduce((total, check) => total + of(check), 0);
  return { earned: sum(check => check.earned), possible: sum(check => check.points) };
}
