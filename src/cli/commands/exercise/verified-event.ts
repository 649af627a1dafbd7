import type { Happened } from '../../../progress/event.ts';
import type { Report } from '../../../report/model.ts';

/** A run as the progress log keeps it. `whole`: all checks were asked for. */
export function verifiedEvent(
  { exercise, runtime, seed, verdict, score, checks }: Report,
  { whole }: { whole: boolean },
): Happened {
  const failed = checks.filter(({ status }) => status === 'failed').map(({ id, tier }) => ({ id, tier }));
  return { type: 'verified', exercise, runtime, seed, verdict, score, whole, failed };
}
