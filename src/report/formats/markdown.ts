import { inWords } from '../../platform/duration.ts';
import { difference } from '../difference.ts';
import { VERDICTS } from '../lines.ts';
import type { CheckResult, ReportFormat } from '../model.ts';
import { printable } from '../printable.ts';

const SYMBOLS = { passed: '✔', failed: '✖', error: '?', skipped: '–' } as const;

/** Text in a table or a paragraph, whatever a service answered. */
const safe = (text: string) =>
  printable(text)
    .replaceAll(/[\\`*_|<>[\]#]/g, '\\$&')
    .replaceAll(/\s*\n\s*/g, ' ');

/** For pull requests and job summaries. */
export const format: ReportFormat = {
  name: 'markdown',
  render(report) {
    const { title, exercise, runtime, seed, verdict, score, checks, notes } = report;
    const { symbol, word, meaning } = VERDICTS[verdict];
    const parts = [
      `## ${symbol} ${safe(title)}: ${word.toLowerCase()}, ${score.earned} of ${score.possible} points`,
      `${meaning} Exercise \`${exercise}\` on ${runtime}, seed \`${seed}\`.`,
      table(checks),
      ...checks.filter(({ status }) => status === 'failed' || status === 'error').map(section),
      notes.map(note => `- ${safe(note)}`).join('\n'),
    ];
    return `${parts.filter(part => part !== '').join('\n\n')}\n`;
  },
};

function table(checks: readonly CheckResult[]): string {
  const rows = checks.map(
    ({ status, title, tier, earned, points, durationMs }) =>
      `| ${SYMBOLS[status]} ${status} | ${safe(title)} | ${tier} | ${earned}/${points} | ${status === 'skipped' ? '' : inWords(durationMs)} |`,
  );
  return ['| status | check | tier | points | time |', '|---|---|---|---|---|', ...rows].join('\n');
}

function section({ title, message, expected, actual, why, hint }: CheckResult): string {
  const compared = difference(expected, actual).map(({ sign, text }) => `${sign} ${text}`.trimEnd());
  return [
    `### ${safe(title)}`,
    message === null ? '' : fenced('', message),
    compared.length === 0 ? '' : `Expected (-) against actual (+):\n\n${fenced('diff', compared.join('\n'))}`,
    `Why it matters: ${safe(why)}`,
    hint === null ? '' : `Hint: ${safe(hint)}`,
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

/** A code block whose fence is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}
