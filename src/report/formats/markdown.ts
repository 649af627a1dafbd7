import { inWords } from '../../platform/duration.ts';
import { difference } from '../difference.ts';
import { VERDICTS } from '../lines.ts';
import { fenced, safe, table } from '../marked-up.ts';
import type { CheckResult, ReportFormat } from '../model.ts';

const SYMBOLS = { passed: '✔', failed: '✖', error: '?', skipped: '–' } as const;

/** For pull requests and job summaries. */
export const format: ReportFormat = {
  name: 'markdown',
  render(report) {
    const { title, exercise, runtime, seed, verdict, score, checks, notes } = report;
    const { symbol, word, meaning } = VERDICTS[verdict];
    const parts = [
      `## ${symbol} ${safe(title)}: ${word.toLowerCase()}, ${score.earned} of ${score.possible} points`,
      `${meaning} Exercise \`${exercise}\` on ${runtime}, seed \`${seed}\`.`,
      checkTable(checks),
      ...checks.filter(({ status }) => status === 'failed' || status === 'error').map(section),
      notes.map(note => `- ${safe(note)}`).join('\n'),
    ];
    return `${parts.filter(part => part !== '').join('\n\n')}\n`;
  },
};

function checkTable(checks: readonly CheckResult[]): string {
  return table(
    ['status', 'check', 'tier', 'points', 'time'],
    checks.map(({ status, title, tier, earned, points, durationMs }) => [
      `${SYMBOLS[status]} ${status}`,
      safe(title),
      tier,
      `${earned}/${points}`,
      status === 'skipped' ? '' : inWords(durationMs),
    ]),
  );
}

function section({ title, message, expected, actual, why, hint }: CheckResult): string {
  const compared = difference(expected, actual).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  return [
    `### ${safe(title)}`,
    message === null ? '' : fenced(message),
    compared.length === 0 ? '' : `Expected (-) against actual (+):\n\n${fenced(compared.join('\n'), 'diff')}`,
    `Why it matters: ${safe(why)}`,
    hint === null ? '' : `Hint: ${safe(hint)}`,
  ]
    .filter(part => part !== '')
    .join('\n\n');
}
