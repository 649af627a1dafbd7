import type { ExamResult } from '../report/grades/model.ts';

/** What a grading tells whoever watches it, in the order in which it happens. */
export type GradeEvent =
  /** So many are graded now; the results of others are there already. */
  | { type: 'begun'; jobs: number; kept: number }
  | { type: 'canary-started' }
  | { type: 'canary-passed'; durationMs: number }
  | { type: 'started'; submission: string }
  | { type: 'graded'; result: ExamResult }
  | { type: 'note'; text: string };

export type EmitGrade = (event: GradeEvent) => void;
