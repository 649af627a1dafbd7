import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../platform/nearest.ts';
import { loadCatalog } from '../index.ts';
import { contentError, type Problem } from '../problems.ts';
import { loadQuestions } from '../questions/load.ts';
import { type Exam, type Parts, readExam } from './exam.ts';

export type { Exam } from './exam.ts';

/** All exams that are there: the built-in ones and those of `--content` folders. */
export interface Exams {
  /** By their ids. */
  readonly exams: readonly Exam[];
  /** Throws UserError, with the nearest known name, where there is none of this id. */
  find(id: string): Exam;
}

/**
 * The exams that are there; none is read before it is asked for. Reading throws one UserError that lists every problem
 * with its file, line and column: of all exams, or of the one that was asked for.
 * @param extra folders of an author's own content
 * @param root where the built-in content lies
 */
export async function loadExams({
  extra = [],
  root,
}: {
  extra?: readonly string[];
  root?: string;
} = {}): Promise<Exams> {
  const [catalog, { items, exercises }] = await Promise.all([
    loadCatalog({ extra, ...(root === undefined ? {} : { root }) }),
    loadQuestions(extra, root),
  ]);
  const parts: Parts = {
    items,
    exercises: exercises.map(({ id }) => id),
    runtimesOf: id => catalog.find(id).runtimes,
  };
  const files = examFiles(catalog.roots);
  const ids = files.map(idOf);
  const read = (wanted: readonly string[]) => {
    const { exams, problems } = readExams(wanted, parts);
    if (problems.length > 0) throw contentError(problems);
    return exams;
  };
  return {
    get exams() {
      return read(files);
    },
    find(id) {
      const [found] = read(files.filter(file => idOf(file) === id));
      if (found) return found;
      throw new UserError(`There is no exam "${id}".${didYouMean(id, ids)}`, {
        details: [`There are: ${ids.join(', ')}`],
        fix: 'microlab exam list',
      });
    },
  };
}

const idOf = (file: string) => basename(file, '.yaml');

/** Every `exams/<id>.yaml` of the folders. */
export function examFiles(roots: readonly string[]): string[] {
  return roots
    .map(root => join(root, 'exams'))
    .filter(existsSync)
    .flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith('.yaml'))
        .sort()
        .map(name => join(folder, name)),
    );
}

/** What lies in these files, and all that is wrong with it. */
export function readExams(files: readonly string[], parts: Parts): { exams: Exam[]; problems: Problem[] } {
  const found = files.map(file => readExam(file, parts));
  return {
    exams: found.flatMap(({ exam }) => exam ?? []),
    problems: [...found.flatMap(({ problems }) => problems), ...duplicates(files)],
  };
}

function duplicates(files: readonly string[]): Problem[] {
  return files
    .filter((file, index) => files.findIndex(other => idOf(other) === idOf(file)) < index)
    .map(file => ({ file, line: 1, column: 1, message: `another exam is called "${idOf(file)}" too` }));
}
