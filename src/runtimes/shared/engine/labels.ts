import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Everything that a run creates carries these, and nothing without them is ever removed. */
export const LABEL = {
  run: 'dev.microlab.run',
  exercise: 'dev.microlab.exercise',
  /** Which machine made it: a remote engine may serve several, and only the maker can tell whether a run is alive. */
  host: 'dev.microlab.host',
  /** Where the process of the run listens as long as it lives: see claim.ts. */
  alive: 'dev.microlab.alive',
  /** Left running on purpose by `exercise up`. */
  kept: 'dev.microlab.kept',
  /** Kept between runs on purpose: the lab's own helper image. */
  cache: 'dev.microlab.cache',
} as const;

export const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

export function labelsOf(job: { runId: string; alive: string; exercise: string }): Record<string, string> {
  return {
    [LABEL.run]: job.runId,
    [LABEL.alive]: job.alive,
    [LABEL.exercise]: job.exercise,
    [LABEL.host]: thisHost,
  };
}
