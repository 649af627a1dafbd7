import type { Item } from '../../../content/questions/bank.ts';
import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../platform/nearest.ts';
import { dayName, dayNumber } from '../../../quiz/days.ts';
import { type Learner, learnerOf } from '../../../quiz/learner.ts';
import { recall } from '../../../quiz/schedule.ts';
import { solutionOf } from '../../../quiz/score.ts';
import type { Layout } from '../../../report/lines.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { refuseInExam } from '../../exam/guard.ts';
import { prose } from '../../quiz/prose.ts';

/** One question with all that is known of it. */
export async function handler(context: Context, id: string): Promise<void> {
  const { terminal, typed } = context;
  const { items, exercises } = await context.questions();
  const item = items.find(one => one.id === id);
  if (!item) {
    const ids = items.map(one => one.id);
    throw new UserError(`There is no question "${id}".${didYouMean(id, ids)}`, {
      fix: `${typed('microlab quiz export --format csv')} lists all of them.`,
    });
  }
  await refuseInExam(context, 'questions', [id]);
  const learner = learnerOf(await (await context.progress()).events(), items, exercises);
  const { outLayout: layout } = terminal;
  const { paint, width } = layout;
  terminal.out([
    ...wrap(`${item.id} (${item.topic}, ${item.level}, ${item.kind}, ${item.principle})`, width).map(
      paint.dim,
    ),
    '',
    ...prose(item.question, layout),
    ...codeLines(item, layout),
    '',
    paint.strong('Answer'),
    ...answerLines(item, layout),
    '',
    ...prose(item.explanation, layout),
    '',
    ...prose(item.source, layout, 'Source: '),
    ...(item.exercise
      ? ['Do it yourself:', `  ${paint.code(typed(`microlab exercise start ${item.exercise}`))}`]
      : []),
    '',
    ...wrap(memoryText(item.id, learner, new Date()), width).map(paint.dim),
  ]);
}

function codeLines(item: Item, { paint }: Layout): string[] {
  if (!('code' in item) || !item.code) return [];
  const lines = item.code.text.trimEnd().split('\n');
  const digits = String(lines.length).length;
  return [
    '',
    ...lines.map((line, at) => `${paint.dim(String(at + 1).padStart(digits + 2))}  ${line}`.trimEnd()),
  ];
}

/** The right answer, and for what is wrong why it is. */
function answerLines(item: Item, layout: Layout): string[] {
  const { paint } = layout;
  const good = (text: string) => signed('✔', 'good', text, layout);
  const bad = (text: string, why: string) => [
    ...signed('✖', 'bad', text, layout),
    ...prose(why, layout, '      '),
  ];
  switch (item.kind) {
    case 'choice':
    case 'choices':
      return item.choices.flatMap(one => {
        if (!('right' in one)) return bad(one.text, one.why);
        return [...good(one.text), ...(one.why ? prose(one.why, layout, '      ') : [])];
      });
    case 'order':
      return item.steps.flatMap((step, at) => prose(step, layout, `  ${at + 1}. `));
    case 'number':
      return [
        ...good(solutionOf(item).join()),
        ...item.near.flatMap(({ answer, why }) => bad(String(answer), why)),
      ];
    case 'text':
      return [
        ...item.accept.flatMap(good),
        ...item.near.flatMap(({ answers, why }) => bad(answers.join(', '), why)),
      ];
    case 'fault':
      return [
        ...wrap(solutionOf(item).join(), layout.width - 4).map(line => `  ${paint.good(line)}`),
        ...item.decoys.flatMap(({ line, why }) => [
          ...wrap(`not: ${line}`, layout.width - 4).map(text => `  ${text}`),
          ...prose(why, layout, '      '),
        ]),
      ];
    case 'card':
      return [
        ...prose(item.answer, layout),
        '',
        ...item.points.flatMap(point => prose(point, layout, '  - ')),
      ];
    default:
      return solutionOf(item).flatMap(good);
  }
}

function signed(sign: string, tone: 'good' | 'bad', text: string, layout: Layout): string[] {
  const head = `  ${sign} `;
  return prose(text, layout, head).map((line, at) =>
    at === 0 ? `${layout.paint[tone](head)}${line.slice(head.length)}` : line,
  );
}

function memoryText(id: string, { memories, flagged }: Learner, now: Date): string {
  const memory = memories.get(id);
  const flag = flagged.has(id) ? ' You have flagged it.' : '';
  if (!memory) return `You were not asked this yet.${flag}`;
  const { reps, lapses, due } = memory;
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
  const lost = lapses === 0 ? '' : `, and it was forgotten ${times(lapses)}`;
  return `You were asked this ${times(reps)}${lost}. You know it now with a probability of ${Math.round(recall(memory, now) * 100)}%; it comes again on ${dayName(dayNumber(due))}.${flag}`;
}
