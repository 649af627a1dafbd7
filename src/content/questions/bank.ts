import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Path, readYaml, schemaProblems, type YamlFile } from '../document.ts';
import type { Problem } from '../problems.ts';
import { type Question, TopicSchema } from './schema.ts';

/** A question with the topic whose file it lies in. */
export type Item = Question & { topic: string };

/** All questions, and where each of them stands, so that what is wrong with one can be pointed at. */
export interface Bank {
  items: readonly Item[];
  /** What is wrong with each question for itself. */
  problems: readonly Problem[];
  /** @param path inside the question, such as `['choices', 2]` */
  at(id: string, message: string, path?: Path): Problem;
}

/** Reads every `<topic>.yaml` of the folders. All problems come back at once. */
export function readBank(folders: readonly string[]): Bank {
  const files = folders.filter(existsSync).flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.yaml'))
      .sort()
      .map(name => join(folder, name)),
  );
  const topics = new Set<string>();
  const items: Item[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, { yaml: YamlFile; path: Path }>();
  for (const file of files) {
    const { yaml, problems: unreadable } = readYaml(file);
    problems.push(...unreadable);
    if (!yaml) continue;
    const result = TopicSchema.safeParse(yaml.value);
    if (!result.success) {
      problems.push(...schemaProblems(yaml, result.error, KNOWN));
      continue;
    }
    const { topic, questions } = result.data;
    if (topic !== basename(file, '.yaml'))
      problems.push(
        yaml.problem(
          ['topic'],
          `the topic is "${topic}" and the file "${basename(file)}": they must be the same`,
        ),
      );
    if (topics.has(topic))
      problems.push(yaml.problem(['topic'], `another file has the topic "${topic}" too`));
    topics.add(topic);
    for (const [index, question] of questions.entries()) {
      const path = ['questions', index] as const;
      if (places.has(question.id))
        problems.push(yaml.problem([...path, 'id'], `another question is called "${question.id}" too`));
      places.set(question.id, { yaml, path });
      items.push({ ...question, topic });
      problems.push(...ownProblems(question).map(one => yaml.problem([...path, ...one.path], one.message)));
    }
  }
  return {
    items,
    problems,
    at(id, message, path = []) {
      const place = places.get(id);
      if (!place) throw new Error(`no question ${id}`);
      return place.yaml.problem([...place.path, ...path], message);
    },
  };
}

/** The keys of a topic's file, for the nearest name to one that is not known. */
const KNOWN = (
  'topic title about questions id kind level covers principle question explanation source exercise code language text ' +
  'choices right why steps pairs left answer within unit near answers accept fault decoys line points'
).split(' ');

/** What a schema cannot say of one question. */
function ownProblems(question: Question): { path: Path; message: string }[] {
  const twice = (path: string, texts: readonly string[]) =>
    texts.flatMap((text, index) =>
      texts.indexOf(text) < index ? [{ path: [path, index], message: `"${text}" stands here twice` }] : [],
    );
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return twice(
        'choices',
        question.choices.map(({ text }) => text),
      );
    case 'order':
      return twice('steps', question.steps);
    case 'match':
      return [
        ...twice(
          'pairs',
          question.pairs.map(({ left }) => left),
        ),
        ...twice(
          'pairs',
          question.pairs.map(({ right }) => right),
        ),
      ];
    case 'number':
      return question.near.flatMap(({ answer }, index) =>
        Math.abs(answer - question.answer) <= (question.within ?? 0)
          ? [{ path: ['near', index], message: `${answer} is a right answer` }]
          : [],
      );
    case 'fault': {
      const lines = question.code.text.split('\n').map(line => line.trim());
      const count = (text: string) => lines.filter(line => line === text).length;
      return [
        { path: ['fault'], text: question.fault },
        ...question.decoys.map(({ line }, index) => ({ path: ['decoys', index], text: line })),
      ].flatMap(({ path, text }) =>
        count(text) === 1
          ? []
          : [
              {
                path,
                message: `expected this text as exactly one line of the listing, found ${count(text)}`,
              },
            ],
      );
    }
    default:
      return [];
  }
}
