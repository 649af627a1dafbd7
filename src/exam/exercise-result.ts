import type { Exercise } from '../content/exercise.ts';
import type { ExerciseResult, Points } from '../report/grades/model.ts';
import type { CheckResult, Report, Tier } from '../report/model.ts';
import { type Fraction, fraction, meanOf, numberOf, ONE, ZERO } from './fraction.ts';
import type { PaperExercise } from './paper.ts';

/** What became of a submission's folder for an exercise. */
export type Outcome =
  /** It was run, and this is what was seen: also where something in it could not be decided. */
  | { status: 'graded'; report: Report }
  | { status: 'absent' }
  /** Each reason as `file:line:column: what, and why`. */
  | { status: 'refused'; reasons: readonly string[] }
  /** The machine was at fault, and nothing was seen. */
  | { status: 'undecided'; reasons: readonly string[] };

const NO_DIGESTS: ExerciseResult['digests'] = { folder: null, images: {} };

/** What an exercise of an exam was worth: its core checks carry the share that the stretch checks do not. */
export function exerciseResult(
  { weight, stretch }: PaperExercise,
  { id, title, checks }: Pick<Exercise, 'id' | 'title' | 'checks'>,
  outcome: Outcome,
  digests: ExerciseResult['digests'] = NO_DIGESTS,
): ExerciseResult {
  const report = outcome.status === 'graded' ? outcome.report : null;
  const nothing = (tier: Tier): Points => ({
    earned: 0,
    possible: checks.filter(check => check.tier === tier).reduce((sum, { points }) => sum + points, 0),
  });
  const core = report ? pointsOf(report.checks, 'core') : nothing('core');
  const extra = report ? pointsOf(report.checks, 'stretch') : nothing('stretch');
  const doubts = report ? undecidedCore(report) : [];
  const status = doubts.length > 0 ? 'undecided' : outcome.status;
  const share = report ? numberOf(shareOf(core, extra, stretch)) : 0;
  return {
    exercise: id,
    title,
    weight,
    status,
    verdict: report?.verdict ?? null,
    core,
    stretch: extra,
    share: status === 'undecided' ? null : share,
    reasons: 'reasons' in outcome ? outcome.reasons : doubts,
    report,
    digests,
  };
}

/** Of stretch checks only those count that were decided: the machine's fault costs nothing. */
function pointsOf(checks: readonly CheckResult[], tier: Tier): Points {
  const counting = checks.filter(check => check.tier === tier && (tier === 'core' || !isOpen(check)));
  return {
    earned: counting.reduce((sum, { earned }) => sum + earned, 0),
    possible: counting.reduce((sum, { points }) => sum + points, 0),
  };
}

/** Not found out, or not looked at since this runtime cannot. What is skipped because something it needs failed is neither. */
const isOpen = ({ status, verifiedBy }: CheckResult) =>
  status === 'error' || (status === 'skipped' && verifiedBy !== null);

/** Why an exam cannot take this report as it is: it accepts no `partial`. */
function undecidedCore({ checks, verdict }: Report): string[] {
  return checks
    .filter(check => check.tier === 'core')
    .filter(check => isOpen(check) || (verdict === 'partial' && check.status === 'skipped'))
    .map(({ title, message }) => `«${title}» could not be decided. ${message ?? ''}`.trim());
}

function shareOf(core: Points, stretch: Points, percent: number): Fraction {
  const parts = [
    { points: core, weight: stretch.possible === 0 ? ONE : fraction(100 - percent, 100) },
    { points: stretch, weight: core.possible === 0 ? ONE : fraction(percent, 100) },
  ].filter(({ points, weight }) => points.possible > 0 && weight.over > 0n);
  if (parts.length === 0) return ZERO;
  return meanOf(
    parts.map(({ points, weight }) => ({ share: fraction(points.earned, points.possible), weight })),
  );
}
