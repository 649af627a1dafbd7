import { examResult } from '../exam/mark.ts';
import type { ExamResult } from '../report/grades/model.ts';
import type { Wanted } from './corrections.ts';
import { type Grading, paperOf } from './grade.ts';

/** What is laid over a result after it was found; what was found stays as it is. */
export interface Finishing {
  /** When submissions were due: ISO 8601 in UTC; null where nothing is late. */
  due: string | null;
  corrections: readonly Wanted[];
}

/** A result with what a teacher corrected by hand, and whether it came late. */
export function finish(result: ExamResult, grading: Grading, { due, corrections }: Finishing): ExamResult {
  const { sections, submission, notes } = result;
  const { submittedAt } = submission;
  const late = due !== null && submittedAt !== null && submittedAt > due;
  const unknown = due !== null && submittedAt === null;
  const own = corrections.filter(one => one.submission === submission.id);
  const again = examResult({
    paper: paperOf(grading, submission.id),
    questions: sections.flatMap(({ questions }) => questions),
    exercises: sections.flatMap(({ exercises }) => exercises),
    leftOut: Object.fromEntries(sections.flatMap(({ id, leftOut }) => (leftOut ? [[id, leftOut]] : []))),
    submission: { ...submission, late },
    corrections: own,
    notes: [
      ...notes,
      ...(unknown ? ['It is not known when this was handed in, so whether it is late cannot be told.'] : []),
    ],
    digests: result.digests,
    microlab: result.microlab,
    durationMs: result.durationMs,
  });
  // What is left out is noted each time.
  return { ...again, notes: [...new Set(again.notes)] };
}
