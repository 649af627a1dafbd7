import junit, { type Builder } from 'junit-report-builder';
import { difference } from '../difference.ts';
import type { CheckResult, ReportFormat } from '../model.ts';
import { printable, withoutCdataEnd } from '../printable.ts';

const seconds = (ms: number) => ms / 1000;

/** For CI servers. A check is a test case of the class `<exercise>.<tier>`. */
export const format: ReportFormat = {
  name: 'junit',
  render({ exercise, runtime, seed, verdict, score, phases, checks }) {
    // The package's types name the module, its code gives the builder.
    const builder = (junit as unknown as Builder).newBuilder();
    const total = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const suite = builder.testSuite().name(exercise).time(seconds(total));
    const properties = { runtime, seed, verdict, score: `${score.earned}/${score.possible}` };
    for (const [name, value] of Object.entries(properties)) suite.property(name, value);

    for (const check of checks) {
      const { title, tier, status, durationMs } = check;
      const test = suite.testCase().className(`${exercise}.${tier}`).name(title).time(seconds(durationMs));
      if (status === 'failed') test.failure(summary(check), status).stacktrace(explanation(check));
      if (status === 'error') test.error(summary(check), status, explanation(check));
      if (status === 'skipped') test.skipped().standardOutput(summary(check));
    }
    return `${builder.build().trimEnd()}\n`;
  },
};

const summary = ({ message, verifiedBy, status }: CheckResult) =>
  withoutCdataEnd(
    printable(message ?? (verifiedBy ? `The runtime ${verifiedBy} verifies it.` : status)).split('\n')[0] ??
      '',
  );

function explanation({ message, expected, actual, why, hint }: CheckResult): string {
  const compared = difference(expected, actual).map(({ sign, text }) => `${sign} ${text}`);
  const lines = [
    printable(message ?? ''),
    ...compared,
    `Why it matters: ${why}`,
    hint === null ? '' : `Hint: ${hint}`,
  ];
  return withoutCdataEnd(lines.filter(line => line !== '').join('\n'));
}
