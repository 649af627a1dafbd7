import { describe, expect, it } from 'vitest';
import type { Exercise } from '../content/exercise.ts';
import { report } from './exam.fixture.ts';
import { exerciseResult, type Outcome } from './exercise-result.ts';

const check = (tier: 'core' | 'stretch', points: number) => ({ tier, points }) as Exercise['checks'][number];
const exercise = {
  id: 'first',
  title: 'The first',
  checks: [check('core', 2), check('core', 4), check('stretch', 3)],
};
const of = (outcome: Outcome, stretch = 20) =>
  exerciseResult({ exercise: 'first', weight: 2, stretch }, exercise, outcome);
const graded = (verdict: Parameters<typeof report>[0], ...checks: Parameters<typeof report>[1][]) =>
  of({ status: 'graded', report: report(verdict, ...checks) });

const core = { tier: 'core' as const };
const stretch = { tier: 'stretch' as const };
const failed = { status: 'failed' as const };
const skipped = { status: 'skipped' as const };
const error = { status: 'error' as const, message: 'No answer from Docker.' };

describe('an exercise of an exam', () => {
  it('is carried by its core checks and its stretch checks', () => {
    expect(
      graded('failed', core, { ...core, ...failed }, stretch, stretch, { ...stretch, ...failed }),
    ).toMatchObject({
      exercise: 'first',
      title: 'The first',
      weight: 2,
      status: 'graded',
      verdict: 'failed',
      core: { earned: 2, possible: 4 },
      stretch: { earned: 4, possible: 6 },
      share: 8 / 15,
      reasons: [],
    });
  });

  it('is carried by its core checks alone where no stretch check counts', () => {
    expect(graded('failed', core, { ...core, ...failed }).share).toBe(0.5);
    expect(graded('passed', core, { ...stretch, ...error }).share).toBe(1);
  });

  it.each([
    [0, 1],
    [100, 0],
    [35, 0.65],
  ])('may give %d percent to stretch checks', (percent, share) => {
    const outcome = { status: 'graded' as const, report: report('passed', core, { ...stretch, ...failed }) };
    expect(of(outcome, percent).share).toBe(share);
  });

  it('may have stretch checks alone', () => {
    expect(graded('passed', stretch, { ...stretch, ...failed }).share).toBe(0.5);
  });

  it('loses what was skipped because something failed', () => {
    expect(graded('failed', { ...core, ...failed }, { ...core, ...skipped }, core)).toMatchObject({
      status: 'graded',
      share: 1 / 3,
    });
  });

  it('loses nothing for a stretch check that this machine did not decide', () => {
    const result = graded(
      'passed',
      core,
      stretch,
      { ...stretch, ...error },
      { ...stretch, ...skipped, verifiedBy: 'docker' },
    );
    expect(result).toMatchObject({ status: 'graded', stretch: { earned: 2, possible: 2 }, share: 1 });
  });

  it.each([
    ['inconclusive', error],
    ['failed', error],
    ['partial', { ...skipped, verifiedBy: 'docker' }],
    ['partial', skipped],
  ] as const)('is undecided where a core check is: %s', (verdict, open) => {
    const other = verdict === 'failed' ? failed : {};
    expect(graded(verdict, { ...core, ...other }, { ...core, ...open, title: 'It answers' })).toMatchObject({
      status: 'undecided',
      share: null,
      reasons: [expect.stringContaining('«It answers» could not be decided.')],
    });
  });

  it.each([
    [{ status: 'absent' }, 0, []],
    [{ status: 'refused', reasons: ['compose.yaml:3:1: no'] }, 0, ['compose.yaml:3:1: no']],
    [{ status: 'undecided', reasons: ['No engine.'] }, null, ['No engine.']],
  ] as const)('that was not run is worth %j', (outcome, share, reasons) => {
    expect(of(outcome)).toMatchObject({
      status: outcome.status,
      share,
      reasons,
      report: null,
      verdict: null,
      core: { earned: 0, possible: 6 },
      stretch: { earned: 0, possible: 3 },
      digests: { folder: null, images: {} },
    });
  });
});
