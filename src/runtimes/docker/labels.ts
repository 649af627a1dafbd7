import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Everything that a run creates carries these, and nothing without them is ever removed. */
export const LABEL = {
  run: 'dev.microlab.run',
  exercise: 'dev.microlab.exercise',
  /** Which machine made it: a remote engine may serve several, and only the maker can tell whether a run is alive. */
  host: 'dev.microlab.host',
  /** Left running on purpose by `exercise up`. */
  kept: 'dev.microlab.kept',
  /** Kept between runs on purpose: the lab's own helper image. */
  cache: 'dev.microlab.cache',
} as const;

export const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);

export function labelsOf(job: { runId: string; exercise: string }): Record<string, string> {
  return { [LABEL.run]: job.runId, [LABEL.exercise]: job.exercise, [LABEL.host]: thisHost };
}
