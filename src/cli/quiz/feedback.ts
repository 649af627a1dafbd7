import { dayNumber } from '../../quiz/days.ts';
import type { Asked, Mark, Memory, Rating, Response } from '../../quiz/model.ts';
import type { Layout } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import { letterOf } from './keys.ts';
import { prose } from './prose.ts';

/** An answer, and all that came of it. */
export interface Answered {
  readonly asked: Asked;
  readonly response: Response;
  readonly mark: Mark;
  readonly rating: Rating;
  readonly memory: Memory | null;
}

/** Said at once after an answer: what it was worth, what is right and why, and where to read and do it. */
export function feedbackLines(
  answered: Answered,
  typed: (command: string) => string,
  layout: Layout,
): string[] {
  const { paint } = layout;
  const { mark, response } = answered;
  const { tone, text } = verdict(answered);
  const block = (lines: readonly string[]) => (lines.length === 0 ? [] : ['', ...lines]);
  return [
    '',
    paint[tone](text),
    ...block(whyLines(answered, layout)),
    ...block(response.kind === 'card' ? [] : solutionLines(answered, layout)),
    ...block(prose(mark.explanation, layout)),
    '',
    ...sourceLines(mark.source, layout).map(paint.dim),
    ...(mark.exercise === null ? [] : exerciseLines(mark.exercise, typed, layout)),
    ...dueLines(answered, layout),
  ];
}

type Verdict = { tone: 'good' | 'bad' | 'doubt'; text: string };

function verdict({ mark, response, rating }: Answered): Verdict {
  if (response.kind === 'card')
    return { tone: mark.right ? 'good' : 'bad', text: `${mark.right ? '✔' : '✖'} ${rating}` };
  if (mark.right) return { tone: 'good', text: '✔ right' };
  if (mark.near) return { tone: 'doubt', text: '≈ close, but not right' };
  const percent = Math.round(mark.share * 100);
  if (percent > 0) return { tone: 'doubt', text: `~ partly right: ${percent}%` };
  return { tone: 'bad', text: '✖ wrong' };
}

/** What was wrong, and why. */
function whyLines({ mark, response, asked }: Answered, layout: Layout): string[] {
  const place = (text: string) => asked.options.indexOf(text);
  const wrong =
    response.kind === 'choices' ? mark.wrong.toSorted((a, b) => place(a.text) - place(b.text)) : mark.wrong;
  return wrong.flatMap(({ text, why }) => {
    const letter = letterOf(place(text));
    switch (response.kind) {
      case 'choice':
        return prose(`**Not ${letter}:** ${why}`, layout);
      case 'choices':
        return prose(
          `**${letter} ${response.picks.includes(place(text)) ? 'is wrong' : 'is missing'}:** ${why}`,
          layout,
        );
      case 'fault':
        return prose(`**Not line ${response.line + 1}:** ${why}`, layout);
      case 'order':
        return prose(`**${letter}:** ${why}`, layout);
      case 'match':
        return prose(`**Not** ${text}. ${why}`, layout);
      default:
        return why === '' ? [] : prose(why, layout);
    }
  });
}

/** The right answer. Where the learner picked exactly that, it stands on the screen already. */
function solutionLines({ mark, response: { kind }, asked }: Answered, layout: Layout): string[] {
  const { paint } = layout;
  const typed = kind === 'number' || kind === 'text';
  if (mark.right && !typed) return [];
  const label = paint.strong('Right:');
  const head = 'Right: ';
  const labelled = (lines: readonly string[]) =>
    lines.map((line, index) => (index === 0 ? `${label}${line.slice(head.length - 1)}` : line));
  switch (kind) {
    case 'choice':
      return labelled(prose(lettered(asked, mark.solution[0] ?? ''), layout, head));
    case 'choices':
      return [
        label,
        ...mark.solution
          .map(text => asked.options.indexOf(text))
          .sort((a, b) => a - b)
          .flatMap(place => itemLines(asked, asked.options[place] ?? '', layout)),
      ];
    case 'order':
      return [label, ...mark.solution.flatMap(text => itemLines(asked, text, layout))];
    case 'match':
      return [label, ...mark.solution.flatMap(text => prose(text, layout, '  - '))];
    case 'fault':
      // Code is no Markdown.
      return labelled(wrap(`${head}${mark.solution[0]}`, layout.width));
    default:
      return labelled(prose(mark.solution[0] ?? '', layout, head));
  }
}

const lettered = ({ options }: Asked, text: string) => `${letterOf(options.indexOf(text))}) ${text}`;
const itemLines = ({ options }: Asked, text: string, layout: Layout) =>
  prose(text, layout, `  ${letterOf(options.indexOf(text))}) `);

const sourceLines = (source: string, layout: Layout): string[] => prose(source, layout, 'Source: ');

/** The command stands on a line of its own, so that it can be copied. */
function exerciseLines(exercise: string, typed: (command: string) => string, { paint }: Layout): string[] {
  return [paint.dim('Do it yourself:'), `  ${paint.code(typed(`microlab exercise start ${exercise}`))}`];
}

function dueLines({ memory }: Answered, { paint, width }: Layout): string[] {
  return memory === null ? [] : wrap(`Comes again ${when(memory)}.`, width).map(paint.dim);
}

/** `tomorrow`, `in 12 days` */
export function when({ due, last }: Memory): string {
  const days = dayNumber(due) - dayNumber(last);
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
}
