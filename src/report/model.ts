import type { RuntimeName } from '../runtimes/runtime.ts';

export type CheckStatus = 'passed' | 'failed' | 'error' | 'skipped';
export type Verdict = 'passed' | 'failed' | 'partial' | 'inconclusive';
export type Tier = 'core' | 'stretch';

/** How one check ended. `expected`, `actual` and `message` are null where they say nothing. */
export interface CheckResult {
  id: string;
  title: string;
  tier: Tier;
  status: CheckStatus;
  points: number;
  earned: number;
  durationMs: number;
  expected: unknown;
  actual: unknown;
  message: string | null;
  hint: string | null;
  /** What principle it shows, and why that matters. */
  why: string;
  /** For a check that this runtime could not verify: the one that would. */
  verifiedBy: RuntimeName | null;
}

/** Version 1 of what `--format json` prints. Fields may be added, never removed or given another meaning. */
export interface Report {
  version: 1;
  exercise: string;
  title: string;
  runtime: RuntimeName;
  seed: string;
  verdict: Verdict;
  score: { earned: number; possible: number };
  phases: { name: string; durationMs: number }[];
  checks: CheckResult[];
  notes: string[];
}

/** A file in `formats/`: a report in, text out, nothing decided. */
export interface ReportFormat {
  readonly name: string;
  render(report: Report): string;
}
