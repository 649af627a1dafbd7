import { EXIT, type ExitCode } from '../../../errors.ts';
import type { Report } from '../../../report/model.ts';

/** The exit code of a run. `strict`: failed stretch checks count. */
export function exitCodeOf(
  { verdict, checks }: Pick<Report, 'verdict' | 'checks'>,
  { strict }: { strict: boolean },
): ExitCode {
  if (verdict === 'failed') return EXIT.failed;
  if (verdict === 'inconclusive') return EXIT.inconclusive;
  return strict && checks.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok;
}
