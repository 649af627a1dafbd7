import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../platform/assets.ts';
import type { Exercise } from '../exercise.ts';
import type { Item } from './bank.ts';

/** What the quiz needs: all questions, and the exercises that they belong to. */
export interface Questions {
  readonly items: readonly Item[];
  readonly exercises: readonly Pick<Exercise, 'id' | 'title' | 'principles'>[];
}

/** The built-in questions as the build writes them, and what they were made from. */
export interface Compiled extends Questions {
  readonly fingerprint: string;
}

/**
 * All questions. The built-in ones are read as JSON, which takes a hundredth of the time: parsing and checking YAML is
 * left to the build, and to an author's own content. Throws one UserError with every problem of the content.
 * @param extra folders of an author's own content
 * @param root where the built-in content lies
 */
export async function loadQuestions(extra: readonly string[], root = packageRoot()): Promise<Questions> {
  if (extra.length === 0) {
    const compiled = readCompiled(join(root, 'dist/questions.json'));
    if (compiled?.fingerprint === fingerprint(root)) return compiled;
  }
  const { compileQuestions } = await import('./compile.ts');
  return compileQuestions({ root, extra });
}

function readCompiled(file: string): Compiled | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * A hash of the files that the compiled questions are made from. They are there in the package too, so that compiled
 * questions can never be older than what stands beside them: reading and hashing them takes some milliseconds.
 */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const add = (...path: string[]) => {
    const file = join(root, ...path);
    if (existsSync(file))
      hash
        .update(`${path.join('/')}\0`)
        .update(readFileSync(file))
        .update('\0');
  };
  for (const name of namesIn(join(root, 'questions'))) add('questions', name);
  for (const id of namesIn(join(root, 'exercises'))) add('exercises', id, 'exercise.yaml');
  return hash.digest('hex');
}

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : []);
