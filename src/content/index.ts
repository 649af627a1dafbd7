import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { packageRoot } from '../platform/assets.ts';
import { didYouMean } from '../platform/nearest.ts';
import { type Exercise, readExercise } from './exercise.ts';
import { contentError, type Problem } from './problems.ts';

export type { Exercise } from './exercise.ts';
export type { Check } from './schema.ts';

/** All exercises that are there: the built-in ones and those of `--content` folders. */
export interface Catalog {
  /** The folders that content is read from: this package, and those of `--content`. */
  readonly roots: readonly string[];
  /** In the order of the course. */
  exercises: readonly Exercise[];
  /** Throws UserError, with the nearest known name, where there is none of this id. */
  find(id: string): Exercise;
}

/**
 * The content that is there; nothing is read before it is asked for. Reading throws one UserError that lists every
 * problem with its file, line and column: of all exercises, or of the one that was asked for.
 * @param extra folders laid out like this package (`exercises/` and `templates/`, `questions/`, `exams/`, or all of them)
 * @param root where the built-in content lies
 */
export async function loadCatalog({
  extra = [],
  root = packageRoot(),
}: {
  extra?: readonly string[];
  root?: string;
} = {}): Promise<Catalog> {
  const roots = [root, ...extra.map(folder => resolve(folder))];
  const missing = extra.filter(
    folder => !['exercises', 'questions', 'exams'].some(name => existsSync(join(folder, name))),
  );
  if (missing.length > 0) {
    throw new UserError(`There is no content in ${missing.join(', ')}.`, {
      fix: 'A content folder holds exercises/<id>/ and templates/<id>/, questions/<topic>.yaml, or exams/<id>.yaml: see docs/authoring.md.',
    });
  }
  const places = roots.flatMap(root =>
    folders(join(root, 'exercises')).map(dir => ({ dir, templates: join(root, 'templates') })),
  );
  const ids = places.map(({ dir }) => basename(dir));
  const read = (wanted: typeof places) => {
    const found = wanted.map(({ dir, templates }) => readExercise(dir, templates));
    const problems = [...found.flatMap(one => one.problems), ...duplicates(wanted.map(({ dir }) => dir))];
    if (problems.length > 0) throw contentError(problems);
    return found
      .flatMap(({ exercise }) => exercise ?? [])
      .sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
  };
  return {
    roots,
    get exercises() {
      return read(places);
    },
    find(id) {
      const [found] = read(places.filter(({ dir }) => basename(dir) === id));
      if (found) return found;
      throw new UserError(`There is no exercise "${id}".${didYouMean(id, ids)}`, {
        details: [`There are: ${ids.join(', ')}`],
        fix: 'microlab exercise list',
      });
    },
  };
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => join(parent, entry.name));
}

function duplicates(dirs: readonly string[]): Problem[] {
  return dirs
    .filter((dir, index) => dirs.findIndex(other => basename(other) === basename(dir)) !== index)
    .map(dir => ({
      file: join(dir, 'exercise.yaml'),
      line: 1,
      column: 1,
      message: `another exercise is called "${basename(dir)}" too`,
    }));
}
