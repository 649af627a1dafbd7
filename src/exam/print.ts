import type { Item } from '../content/questions/bank.ts';
import { letterOf } from '../quiz/letters.ts';
import type { Asked } from '../quiz/model.ts';
import { present } from '../quiz/present.ts';
import type { Paper } from './paper.ts';

/** What is said of an exercise on a paper. */
export interface Printed {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

/**
 * Version 1 of a paper as learners get it: nothing of the key, and not the seed, by which all of it could be drawn again.
 * Options are named as `answers.yaml` names them. Fields may be added, never removed or given another meaning.
 */
export function paperJson({ exam, seed, sections }: Paper, exercises: ReadonlyMap<string, Printed>) {
  const { id, title, summary, level, minutes, pass } = exam;
  return {
    version: 1,
    exam: { id, title, summary, level, minutes, pass },
    sections: sections.map(section => ({
      id: section.id,
      title: section.title,
      weight: section.weight,
      questions: section.questions.map(item => askedOf(item, seed)),
      exercises: section.exercises.map(({ exercise, weight }) => ({
        exercise,
        title: exercises.get(exercise)?.title ?? exercise,
        weight,
      })),
    })),
  };
}

function askedOf(item: Item, seed: string) {
  const { options, lefts, ...rest } = present(item, seed);
  return {
    ...rest,
    options: options.map((text, place) => ({ key: keyOf(item, place), text })),
    lefts: lefts.map((text, place) => ({ key: String(place + 1), text })),
    expects: expectedOf(item.kind),
  };
}

/** Lines of a listing are counted, all else has letters. */
const keyOf = ({ kind }: Pick<Item, 'kind'>, place: number) =>
  kind === 'fault' ? String(place + 1) : letterOf(place);

/** How a question of a kind is answered in `answers.yaml`. */
function expectedOf(kind: Asked['kind']): string {
  return {
    choice: 'one letter',
    choices: 'every letter that is right, such as [a, c]',
    order: 'all letters, the first step first, such as [b, a, c]',
    match: 'for each number its letter, such as {1: b, 2: a}',
    number: 'a number',
    text: 'a word or a few',
    fault: 'the number of the line that is wrong',
    card: 'nothing',
  }[kind];
}

/** The same to be read or printed: Markdown, with a form of `answers.yaml` at its end. */
export function paperMarkdown(paper: Paper, exercises: ReadonlyMap<string, Printed>): string {
  const { exam, seed, sections } = paper;
  const whole = sections.reduce((sum, { weight }) => sum + weight, 0);
  const asked = sections.flatMap(section => section.questions);
  const handed = sections.flatMap(section => section.exercises);
  const parts = [
    `# ${exam.title}`,
    exam.summary,
    [
      `- Time: ${exam.minutes} minutes. Passed with ${exam.pass}%.`,
      ...(asked.length > 0
        ? ['- Write your answers into a file `answers.yaml`: its form is at the end.']
        : []),
      ...(handed.length > 0 ? ['- Work on each exercise in a folder of its name, beside that file.'] : []),
      '- Hand in the folder that holds all of it, or an archive of that (.zip, .tar, .tar.gz).',
    ].join('\n'),
    ...sections.flatMap(section => [
      `## ${section.title} (${Math.round((section.weight / whole) * 100)}%)`,
      ...section.questions.flatMap(item => [
        `### ${asked.indexOf(item) + 1}. \`${item.id}\``,
        ...questionParts(present(item, seed)),
      ]),
      ...section.exercises.flatMap(({ exercise }) => exerciseParts(exercise, exercises.get(exercise))),
    ]),
    ...(asked.length > 0 ? ['## The form of answers.yaml', form(asked)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function questionParts({ kind, question, code, options, lefts, unit }: Asked): string[] {
  const numbered = options.map((line, place) => `${String(place + 1).padStart(3)}  ${line}`.trimEnd());
  const listing = kind === 'fault' ? numbered.join('\n') : (code?.text ?? '');
  return [
    question,
    ...(listing === '' ? [] : [fenced(kind === 'fault' ? 'text' : (code?.language ?? 'text'), listing)]),
    ...(lefts.length > 0 ? [lefts.map((text, place) => `${place + 1}. ${text}`).join('\n')] : []),
    ...(options.length > 0 && kind !== 'fault'
      ? [options.map((text, place) => `- **${letterOf(place)}** ${text}`).join('\n')]
      : []),
    `*Answer: ${expectedOf(kind)}${unit === null ? '' : `, in ${unit}`}.*`,
  ];
}

const exerciseParts = (id: string, printed: Printed | undefined) => [
  `### Exercise \`${id}\`${printed ? `: ${printed.title}` : ''}`,
  ...(printed ? [printed.summary] : []),
  `The task: \`microlab exercise show ${id}\`. What you begin with: \`microlab exercise start ${id}\`.`,
];

const form = (items: readonly Item[]) =>
  fenced('yaml', ['answers:', ...items.map(({ id, kind }) => `  ${id}:  # ${expectedOf(kind)}`)].join('\n'));

/** A code block whose fence is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}
