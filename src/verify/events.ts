import type { CheckResult, Report } from '../report/model.ts';
import type { RuntimeName } from '../runtimes/runtime.ts';

export type Phase = 'fetch' | 'build' | 'start' | 'ready' | 'checks' | 'clean-up';

/** What a run tells whoever watches it, in the order in which it happens. */
export type VerifyEvent =
  | {
      type: 'run-started';
      exercise: string;
      title: string;
      runtime: RuntimeName;
      seed: string;
      runId: string;
      checks: number;
    }
  | { type: 'phase-started'; phase: Phase }
  | { type: 'phase-ended'; phase: Phase; durationMs: number; failed: boolean }
  | { type: 'check-started'; id: string; title: string }
  | { type: 'check-ended'; result: CheckResult }
  | { type: 'note'; text: string }
  | { type: 'output'; line: string }
  | { type: 'run-ended'; report: Report };

export type Emit = (event: VerifyEvent) => void;
