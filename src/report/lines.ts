import { inWords } from '../platform/duration.ts';
import type { Phase } from '../verify/events.ts';
import { comparable, difference } from './difference.ts';
import type { CheckResult, CheckStatus, Report, Verdict } from './model.ts';
import type { Paint } from './paint.ts';
import { hanging, wrap } from './wrap.ts';

/** How lines are laid out for a person: the terminal's colours, and its columns. */
export interface Layout {
  paint: Paint;
  width: number;
}

type Tone = keyof Paint;
export type Sign = { symbol: string; word: string; tone: Tone };

const STATUS: Record<CheckStatus, Sign> = {
  passed: { symbol: '✔', word: 'passed', tone: 'good' },
  failed: { symbol: '✖', word: 'failed', tone: 'bad' },
  error: { symbol: '?', word: 'unknown', tone: 'doubt' },
  skipped: { symbol: '–', word: 'skipped', tone: 'dim' },
};

/** What a verdict means, in a word and in a sentence. */
export const VERDICTS: Record<Verdict, Sign & { meaning: string }> = {
  passed: { symbol: '✔', word: 'PASSED', tone: 'good', meaning: 'Every core check passed.' },
  partial: {
    symbol: '✔',
    word: 'PARTIAL',
    tone: 'doubt',
    meaning: 'Nothing failed. This runtime could not verify every core check.',
  },
  failed: { symbol: '✖', word: 'FAILED', tone: 'bad', meaning: 'A core check failed.' },
  inconclusive: {
    symbol: '?',
    word: 'INCONCLUSIVE',
    tone: 'doubt',
    meaning: 'The lab could not find out. This does not count against you.',
  },
};

export const PHASE_TITLES: Record<Phase, string> = {
  fetch: 'get what is missing here',
  build: 'build',
  start: 'start the services',
  ready: 'wait until they accept connections',
  checks: 'run the checks',
  'clean-up': 'clean up',
};

const NO_BREAK = '\u00a0';
const WORD_WIDTH = 8;
const INDENT = '    ';

/** A line with a sign: its symbol and word, the text (wrapped below itself), and what stands dimmed at the end. */
export function signed(
  { symbol, word, tone }: Sign,
  text: string,
  remark: string,
  { paint, width }: Layout,
): string[] {
  const head = `${symbol} ${word.padEnd(WORD_WIDTH)}`;
  // What is in brackets is not broken: it moves to the next line as a whole.
  const whole = remark.replaceAll(' ', NO_BREAK);
  const [first = '', ...rest] = hanging(head, `${text} ${whole}`.trimEnd(), width).map(line =>
    line.replaceAll(NO_BREAK, ' '),
  );
  const dimmed = (line: string) =>
    remark !== '' && line.endsWith(remark) ? `${line.slice(0, -remark.length)}${paint.dim(remark)}` : line;
  return [`${paint[tone](head)}${dimmed(first.slice(head.length))}`, ...rest.map(dimmed)];
}

export function headLines(
  { title, runtime, seed, checks }: { title: string; runtime: string; seed: string; checks: number },
  { paint, width }: Layout,
): string[] {
  const facts = wrap(`on ${runtime}, seed ${seed}, ${checks} ${checks === 1 ? 'check' : 'checks'}`, width);
  return [...wrap(title, width).map(paint.strong), ...facts.map(paint.dim), ''];
}

const PHASE_ENDS = {
  done: { symbol: '✔', word: 'done', tone: 'good' },
  failed: STATUS.failed,
  stopped: { symbol: '–', word: 'stopped', tone: 'dim' },
} as const;

export function phaseLines(
  phase: string,
  durationMs: number,
  end: keyof typeof PHASE_ENDS,
  layout: Layout,
): string[] {
  const title = PHASE_TITLES[phase as Phase] ?? phase;
  return signed(PHASE_ENDS[end], title, `(${inWords(durationMs)})`, layout);
}

export function checkLines(result: CheckResult, layout: Layout): string[] {
  const { status, title, tier, durationMs } = result;
  const time = status === 'skipped' ? [] : [inWords(durationMs)];
  const remark = [...(tier === 'stretch' ? ['stretch'] : []), ...time].join(', ');
  return signed(STATUS[status], title, remark && `(${remark})`, layout);
}

interface Surroundings {
  /** Where the evidence of this check lies. */
  evidence?: string | null;
  /** The check before this one. */
  before?: CheckResult | undefined;
}

/**
 * What a person needs to know of a check that did not pass, below its line: what happened, expected against actual,
 * why it matters, a hint, where to look. Empty for one that passed.
 */
export function detailLines(
  result: CheckResult,
  layout: Layout,
  { evidence = null, before }: Surroundings = {},
): string[] {
  const { status, message, why, hint, verifiedBy } = result;
  if (status === 'passed') return [];
  // Where the lab itself broke, every check says the same: once is enough.
  if (status === 'error' && before?.status === 'error' && before.message === message) return [];
  if (status === 'skipped') {
    const reason = message ?? (verifiedBy ? `The runtime ${verifiedBy} verifies it.` : null);
    return reason === null ? [] : labelled('Why not', reason, layout);
  }
  return [
    ...labelled('What happened', message ?? 'The check says no more.', layout),
    ...comparison(result, layout),
    ...(status === 'failed' ? labelled('Why it matters', why, layout) : []),
    ...(status === 'failed' && hint !== null ? labelled('Hint', hint, layout) : []),
    // A path is not broken, so that it can be copied.
    ...(evidence === null ? [] : [...labelled('Where to look', '', layout), `${INDENT}${evidence}`]),
    '',
  ];
}

/** What is known of a line with a sign, below it: the label stands out, the text is wrapped. */
export function labelled(label: string, text: string, { paint, width }: Layout): string[] {
  const head = `${INDENT}${label}: `;
  const [first = '', ...rest] = wrap(`${label}: ${text}`.trimEnd(), width - INDENT.length).map(
    line => `${INDENT}${line}`,
  );
  return [`${paint.strong(first.slice(0, head.length))}${first.slice(head.length)}`, ...rest];
}

function comparison({ expected, actual }: CheckResult, layout: Layout): string[] {
  const { paint, width } = layout;
  const lines = difference(expected, actual);
  if (lines.length === 0) return [];
  if (!comparable(expected, actual)) {
    const side = (sign: string) =>
      lines.flatMap(line => (line.sign === sign || line.sign === ' ' ? [line.text] : [])).join('\n');
    return [...labelled('Expected', side('-'), layout), ...labelled('Actual', side('+'), layout)];
  }
  const tones = { '-': paint.good, '+': paint.bad, ' ': paint.dim };
  const room = width - INDENT.length - 2;
  const cut = (text: string) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);
  return [
    ...wrap('Expected (-) against actual (+):', width - INDENT.length).map(
      line => `${INDENT}${paint.strong(line)}`,
    ),
    ...lines.map(({ sign, text }) => `${INDENT}${tones[sign](`${sign} ${cut(text)}`)}`.trimEnd()),
  ];
}

export function noteLines(text: string, { paint, width }: Layout): string[] {
  return hanging('  note: ', text, width).map(paint.dim);
}

export function verdictLines({ verdict, score, checks }: Report, layout: Layout): string[] {
  const { paint, width } = layout;
  const { symbol, word, tone, meaning } = VERDICTS[verdict];
  const count = (status: CheckStatus) => checks.filter(check => check.status === status).length;
  const counts = (Object.keys(STATUS) as CheckStatus[])
    .filter(status => count(status) > 0)
    .map(status => `${count(status)} ${STATUS[status].word}`)
    .join(', ');
  return [
    `${paint[tone](`${symbol} ${word}`)} ${score.earned} of ${score.possible} points`,
    ...wrap(`${meaning} Checks: ${counts || 'none'}.`, width),
  ];
}
