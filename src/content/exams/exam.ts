import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { didYouMean } from '../../platform/nearest.ts';
import { type Path, readYaml, schemaProblems, type YamlFile } from '../document.ts';
import type { Exercise } from '../exercise.ts';
import type { Problem } from '../problems.ts';
import type { Item } from '../questions/bank.ts';
import { fixedIds, poolOf } from './pool.ts';
import { type ExamFile, ExamSchema } from './schema.ts';

/** An exam as the rest of the program knows it. */
export interface Exam extends ExamFile {
  file: string;
  /** SHA-256 of the file's text, in hexadecimal. */
  digest: string;
}

/** What exams are made of. */
export interface Parts {
  items: readonly Item[];
  exercises: readonly string[];
  /** Asked of those that there are, one by one: to read them all takes its time. */
  runtimesOf(exercise: string): Exercise['runtimes'];
}

const KNOWN = (
  'id title summary level minutes pass sections images weight needs optional questions exercises ' +
  'ids count topics levels kinds exercise stretch'
).split(' ');

/** Reads one file of `exams/`. All problems come back at once. */
export function readExam(file: string, parts: Parts): { exam: Exam | null; problems: Problem[] } {
  const { yaml, problems } = readYaml(file);
  if (!yaml) return { exam: null, problems };
  const result = ExamSchema.safeParse(yaml.value);
  if (!result.success) return { exam: null, problems: schemaProblems(yaml, result.error, KNOWN) };
  const digest = createHash('sha256').update(yaml.text).digest('hex');
  const exam = { ...result.data, file, digest };
  return {
    exam,
    problems: [
      ...nameProblems(yaml, exam),
      ...questionProblems(yaml, exam, parts.items),
      ...drawProblems(yaml, exam, parts.items),
      ...exerciseProblems(yaml, exam, parts),
    ],
  };
}

function nameProblems(yaml: YamlFile, { id, sections }: ExamFile): Problem[] {
  const name = basename(yaml.file);
  const wrong =
    name === `${id}.yaml`
      ? []
      : [yaml.problem(['id'], `the id is "${id}" and the file "${name}": they must be the same`)];
  const ids = sections.map(section => section.id);
  const twice = ids.flatMap((one, at) =>
    ids.indexOf(one) < at ? [yaml.problem(['sections', at, 'id'], `two sections are called "${one}"`)] : [],
  );
  return [...wrong, ...twice];
}

/** What an exam names must be there, once, and be a question that can be marked. */
function questionProblems(yaml: YamlFile, { sections }: ExamFile, items: readonly Item[]): Problem[] {
  const byId = new Map(items.map(item => [item.id, item]));
  const topics = new Set(items.map(({ topic }) => topic));
  const seen = new Set<string>();
  const fixed = (id: string): string | null => {
    const item = byId.get(id);
    if (!item) return `there is no question "${id}".${didYouMean(id, byId.keys())}`;
    if (item.kind === 'card') return `"${id}" is a card: one rates oneself, so that it cannot be in an exam`;
    if (seen.has(id)) return `"${id}" is in this exam twice`;
    seen.add(id);
    return null;
  };
  const unknown = (topic: string): string | null =>
    topics.has(topic) ? null : `there is no topic "${topic}".${didYouMean(topic, topics)}`;
  const all = (list: readonly string[] | undefined, path: Path, wrong: (one: string) => string | null) =>
    (list ?? []).flatMap((one, at) => {
      const message = wrong(one);
      return message === null ? [] : [yaml.problem([...path, at], message)];
    });
  return sections.flatMap(({ questions }, section) =>
    questions.flatMap((pick, at) => {
      const path = ['sections', section, 'questions', at];
      return [...all(pick.ids, [...path, 'ids'], fixed), ...all(pick.topics, [...path, 'topics'], unknown)];
    }),
  );
}

/** Whatever the seed, a draw must find enough: also where the draws before it took all they could of what it may take. */
function drawProblems(yaml: YamlFile, { sections }: ExamFile, items: readonly Item[]): Problem[] {
  const fixed = fixedIds(sections);
  const before: { count: number; ids: Set<string> }[] = [];
  const found: Problem[] = [];
  for (const [section, { questions }] of sections.entries()) {
    for (const [at, pick] of questions.entries()) {
      if (pick.count === undefined) continue;
      const ids = new Set(poolOf(pick, items).flatMap(({ id }) => (fixed.has(id) ? [] : id)));
      const taken = before
        .map(other => Math.min(other.count, [...other.ids].filter(id => ids.has(id)).length))
        .reduce((sum, count) => sum + count, 0);
      if (ids.size - taken < pick.count) {
        const others = taken === 0 ? '' : `, of which the draws before this one may take ${taken}`;
        found.push(
          yaml.problem(
            ['sections', section, 'questions', at, 'count'],
            `${ids.size} ${ids.size === 1 ? 'question matches' : 'questions match'}${others}; ${pick.count} are to be drawn`,
          ),
        );
      }
      before.push({ count: pick.count, ids });
    }
  }
  return found;
}

function exerciseProblems(
  yaml: YamlFile,
  { sections }: ExamFile,
  { exercises: ids, runtimesOf }: Parts,
): Problem[] {
  const seen = new Set<string>();
  const wrong = (id: string, needs: string | undefined): string | null => {
    if (!ids.includes(id)) return `there is no exercise "${id}".${didYouMean(id, ids)}`;
    if (seen.has(id)) return `"${id}" is in this exam twice`;
    seen.add(id);
    const runtimes = runtimesOf(id);
    if (runtimes.every(name => name === 'kubernetes') && needs === undefined)
      return `"${id}" runs on Kubernetes alone: its section has to say \`needs: cluster\``;
    if (needs !== undefined && !runtimes.includes('kubernetes'))
      return `"${id}" does not run on Kubernetes, and its section says \`needs: cluster\``;
    return null;
  };
  return sections.flatMap(({ exercises, needs }, section) =>
    exercises.flatMap(({ exercise }, at) => {
      const message = wrong(exercise, needs);
      return message === null
        ? []
        : [yaml.problem(['sections', section, 'exercises', at, 'exercise'], message)];
    }),
  );
}
