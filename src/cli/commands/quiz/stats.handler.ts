import { learnerOf } from '../../../quiz/learner.ts';
import { type Mastery, type Stats, statsOf } from '../../../quiz/stats.ts';
import type { Layout } from '../../../report/lines.ts';
import { hanging, wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { barLines, percent } from './bars.ts';
import { lastTarget } from './target.ts';

export async function handler(context: Context, { format }: { format: 'text' | 'json' }): Promise<void> {
  const { terminal } = context;
  const { items, exercises } = await context.questions();
  const learner = learnerOf(await (await context.progress()).events(), items, exercises);
  const stats = statsOf(items, exercises, learner, { now: new Date(), target: lastTarget(learner) });
  if (format === 'json') terminal.raw(`${JSON.stringify(stats, null, 2)}\n`);
  else terminal.out(statsLines(stats, context));
}

function statsLines(stats: Stats, { terminal: { outLayout: layout }, typed, plain }: Context): string[] {
  const { questions, forecast, weakest, flagged } = stats;
  const { paint, width } = layout;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
  const bars = (rows: Parameters<typeof barLines>[0]) => barLines(rows, layout, plain);
  const most = Math.max(1, ...forecast.map(({ due }) => due));
  return [
    ...wrap(
      `${questions.due} due, ${questions.seen} of ${questions.all} seen, ${questions.new} new`,
      width,
    ).map(paint.strong),
    ...section('What you would know now, by topic', bars(stats.topics.map(masteryRow))),
    ...section('By level', bars(stats.levels.map(masteryRow))),
    ...section(
      'What becomes due',
      questions.seen === 0
        ? wrap('Nothing yet: answer some questions first.', width)
        : bars(
            forecast.map(({ day, due }) => ({ name: day.slice(5), share: due / most, text: String(due) })),
          ),
    ),
    ...section('Kept up', hanging('  ', streakText(stats), width)),
    ...section('Remembered', hanging('  ', retentionText(stats), width)),
    ...section(
      'Weakest topics',
      weakest.topics.flatMap(one => topicLines(one, typed, layout)),
    ),
    ...section(
      'Weakest questions',
      weakest.questions.flatMap(({ id, question, exercise }) => [
        ...hanging('  ', question.replaceAll(/\s+/g, ' '), width),
        `    ${paint.code(typed(`microlab quiz card ${id}`))}`,
        ...(exercise === null ? [] : [`    ${paint.code(typed(`microlab exercise start ${exercise}`))}`]),
      ]),
    ),
    ...section(
      'Flagged',
      flagged.map(id => `  ${paint.code(typed(`microlab quiz card ${id}`))}`),
    ),
  ];
}

const masteryRow = ({ name, items, seen, mastery }: Mastery) => ({
  name,
  share: mastery,
  text: `${percent(mastery)}, ${seen}/${items} seen`,
});

function topicLines(
  { topic, recall, exercise }: Stats['weakest']['topics'][number],
  typed: (command: string) => string,
  { paint, width }: Layout,
): string[] {
  const text = `${topic}: you would know ${percent(recall)} of what you were asked`;
  if (exercise === null) return hanging('  ', text, width);
  return [
    ...hanging('  ', `${text}. Train it:`, width),
    `    ${paint.code(typed(`microlab exercise start ${exercise}`))}`,
  ];
}

function streakText({ streak: { days, today, longest } }: Stats): string {
  if (longest === 0) return 'Nothing was answered yet.';
  const count = (n: number) => (n === 1 ? '1 day' : `${n} days`);
  const now = days === 0 ? 'No days in a row now' : `${count(days)} in a row`;
  return `${now}${days > 0 && !today ? ', and today is open' : ''}; the most were ${count(longest)}.`;
}

function retentionText({ retention: { target, measured, expected, reviews } }: Stats): string {
  if (measured === null || expected === null)
    return `Wanted: ${percent(target)}. Nothing is measured yet: a question has to come back on another day.`;
  return `${percent(measured)} of ${reviews} answers on a later day; wanted: ${percent(target)}, expected: ${percent(expected)}.`;
}
