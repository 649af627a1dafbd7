import { KINDS, type Kind, MODEL, simulatedLearner } from './learner.ts';
import { compare, type Measure, mean, spread } from './measure.ts';
import { INTERVALS } from './policies.ts';
import { FIXED, oursAt, RANDOM, type Run, type Settings } from './simulate.ts';
import { caution, model } from './words.ts';

const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
const plain = (value: number) => value.toFixed(1);
const MONTH = 30;

/** docs/scheduling.md. Whatever the runs show: no sentence here knows who does better. */
export function page(runs: readonly Run[], settings: Settings): string {
  const of = (policy: string) => runs.filter(run => run.policy === policy);
  const policies = [...settings.targets.map(oursAt), FIXED, RANDOM];
  const product = oursAt(settings.target);
  const figures = (chosen: readonly Run[]) => [
    cell(chosen, 'reviewsADay', plain),
    cell(chosen, 'busiest', value => value.toFixed(0)),
    cell(chosen, 'right', percent),
    cell(chosen, 'everyDay', percent),
    cell(chosen, 'atTheEnd', percent),
  ];
  const columns = [
    'reviews a day',
    'on the busiest day',
    'right at review',
    'known, all days',
    'known at the end',
  ];
  return `${[
    '# How well the schedule works, with a simulated learner',
    `Written by \`npm run scheduling\`; the figures are the same on each run. ${settings.learners} simulated learners meet ${settings.items} items, ${settings.newADay} new ones a day, over ${settings.days} days. Each of them starts anew with each scheduler:`,
    [
      `- **microlab**: ts-fsrs with its fuzz and its default parameters, as \`microlab quiz\` uses it, for ${settings.targets.length} target retentions. The quiz aims at ${settings.target} unless told otherwise.`,
      `- **${FIXED}**: ${INTERVALS.join(', ')} days; after a wrong answer from the start.`,
      `- **${RANDOM}**: each day as many reviews as *${product}* had on that day with the same learner, of items drawn at random. So the cost is the same.`,
    ].join('\n'),
    '## All learners',
    'Mean over the learners, and the lowest and highest of them. *Right at review* is the share of right answers when an item was asked again; *known* is the true probability of recall, over all items met so far, half a day after the session: the mean of all days, and after the last one.',
    table(
      ['scheduler', ...columns],
      policies.map(policy => [policy, ...figures(of(policy))]),
    ),
    'Known at the end:',
    bars(policies.map(policy => [policy, spread(of(policy), 'atTheEnd').mean])),
    '## Against the others',
    [
      ...[RANDOM, FIXED].map(
        other =>
          `- *${product}* against *${other}*: ${difference(of(product), of(other), 'reviewsADay', 'reviews a day', plain)}; ${difference(of(product), of(other), 'right', 'right at review', points)}; ${difference(of(product), of(other), 'everyDay', 'known over all days', points)}; ${difference(of(product), of(other), 'atTheEnd', 'known at the end', points)}.`,
      ),
    ].join('\n'),
    '## Against the target',
    'What the scheduler expected of its own memory model when it asked, and what came true. Where the two differ, its parameters do not fit this learner.',
    table(
      ['target', 'expected at review', 'right at review', 'off target', 'reviews a day'],
      settings.targets.map(target => {
        const chosen = of(oursAt(target));
        const off = (spread(chosen, 'right').mean - target) * 100;
        return [
          percent(target),
          cell(chosen, 'expected', percent),
          cell(chosen, 'right', percent),
          `${off < 0 ? '−' : '+'}${Math.abs(off).toFixed(1)} points`,
          cell(chosen, 'reviewsADay', plain),
        ];
      }),
    ),
    '## By kind of learner',
    `How likely an item is known a day after it was met for the first time: ${KINDS.map(kind => `${kind} ${percent(afterADay(kind, settings.items))}`).join(', ')}.`,
    table(
      ['learner', 'scheduler', ...columns],
      KINDS.flatMap(kind =>
        [product, FIXED, RANDOM].map(policy => {
          const chosen = of(policy).filter(run => run.kind === kind);
          return [kind, policy, ...figures(chosen)];
        }),
      ),
    ),
    '## Over time',
    `Reviews a day / known at the day's end, both as means of ${MONTH} days.`,
    table(
      ['days', ...policies],
      Array.from({ length: Math.ceil(settings.days / MONTH) }, (_, index) => index * MONTH).map(from => [
        `${from + 1}–${Math.min(from + MONTH, settings.days)}`,
        ...policies.map(policy => {
          const days = of(policy).flatMap(run => run.days.slice(from, from + MONTH));
          return `${plain(mean(days.map(day => day.reviews)))} / ${percent(mean(days.map(day => day.recall)))}`;
        }),
      ]),
    ),
    '## The learner',
    model(MODEL),
    '## What this cannot say',
    caution(settings.items),
  ].join('\n\n')}\n`;
}

function cell(runs: readonly Run[], measure: Measure, format: (value: number) => string): string {
  const { mean, low, high } = spread(runs, measure);
  return `${format(mean)} (${format(low)}–${format(high)})`;
}

const points = (value: number) => `${(value * 100).toFixed(1)} points`;

function difference(
  first: readonly Run[],
  second: readonly Run[],
  measure: Measure,
  what: string,
  format: (value: number) => string,
): string {
  const { by, above, of } = compare(first, second, measure);
  if (by === 0 && above === 0) return `as many ${what}`;
  return `${what} ${format(Math.abs(by))} ${by < 0 ? 'lower' : 'higher'} (higher with ${above} of ${of} learners)`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function bars(rows: readonly (readonly [string, number])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const bar = (value: number) => '█'.repeat(Math.round(value * 40)).padEnd(40, '·');
  return rows.map(([name, value]) => `    ${name.padEnd(width)}  ${bar(value)} ${percent(value)}`).join('\n');
}

function afterADay(kind: Kind, items: number): number {
  const learner = simulatedLearner(`first-day-${kind}`, kind);
  return mean(
    Array.from({ length: items }, (_, item) => {
      learner.answer(item, 0);
      return learner.recall(item, 1);
    }),
  );
}
