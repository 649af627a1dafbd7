import type { ExamResult, ExerciseResult, QuestionResult, SectionResult } from '../report/grades/model.ts';
import type { CheckResult, CheckStatus, Report } from '../report/model.ts';

/** A question that was answered with a share. */
export function question(id: string, share: number, more: Partial<QuestionResult> = {}): QuestionResult {
  return {
    question: id,
    topic: 'echo',
    level: 'basic',
    kind: 'choice',
    status: share === 1 ? 'right' : share === 0 ? 'wrong' : 'partly',
    share,
    answer: [],
    problem: null,
    key: null,
    ...more,
  };
}

/** A check of one point. */
export function check(id: string, status: CheckStatus, more: Partial<CheckResult> = {}): CheckResult {
  const points = more.points ?? 1;
  return {
    id,
    title: `It does ${id}`,
    tier: 'core',
    status,
    points,
    earned: status === 'passed' ? points : 0,
    durationMs: 5,
    expected: null,
    actual: null,
    message: null,
    hint: null,
    why: 'because',
    verifiedBy: null,
    ...more,
  };
}

/** An exercise of which these checks were run. */
export function exercise(
  id: string,
  checks: CheckResult[],
  more: Partial<ExerciseResult> = {},
): ExerciseResult {
  const points = (tier: CheckResult['tier']) => {
    const own = checks.filter(one => one.tier === tier);
    return {
      earned: own.reduce((sum, { earned }) => sum + earned, 0),
      possible: own.reduce((sum, { points }) => sum + points, 0),
    };
  };
  const core = points('core');
  const report = { version: 1, exercise: id, checks, verdict: 'passed', notes: [] } as unknown as Report;
  return {
    exercise: id,
    title: `The ${id} exercise`,
    weight: 1,
    status: 'graded',
    verdict: core.earned === core.possible ? 'passed' : 'failed',
    core,
    stretch: points('stretch'),
    share: core.possible === 0 ? 0 : core.earned / core.possible,
    reasons: [],
    report,
    digests: { folder: 'f0', images: {} },
    ...more,
  };
}

export function section(id: string, more: Partial<SectionResult>): SectionResult {
  return { id, title: id, weight: 1, share: 1, questions: [], exercises: [], ...more };
}

export function result(id: string, mark: number | null, more: Partial<ExamResult> = {}): ExamResult {
  return {
    version: 1,
    exam: { id: 'tiny', title: 'Tiny', minutes: 10, pass: 50 },
    submission: { id, submittedAt: null, late: false },
    audience: 'teacher',
    seed: 's',
    verdict: mark === null ? 'inconclusive' : mark >= 50 ? 'passed' : 'failed',
    mark,
    sections: [],
    domains: [],
    next: [],
    corrections: [],
    notes: [],
    digests: { exam: 'e0', checks: 'c0', submission: `s-${id}` },
    microlab: '1.2.3',
    durationMs: 10,
    ...more,
  };
}
