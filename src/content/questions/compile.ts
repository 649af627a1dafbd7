import { join } from 'node:path';
import { loadCatalog } from '../index.ts';
import { contentError } from '../problems.ts';
import { readBank } from './bank.ts';
import { type Compiled, fingerprint, type Questions } from './load.ts';

/** Reads and checks the questions as YAML. Throws one UserError with every problem of the content. */
export async function compileQuestions({
  root,
  extra = [],
}: {
  root: string;
  extra?: readonly string[];
}): Promise<Questions> {
  const { roots, exercises } = await loadCatalog({ root, extra });
  const { items, problems } = readBank(roots.map(folder => join(folder, 'questions')));
  if (problems.length > 0) throw contentError(problems);
  return { items, exercises: exercises.map(({ id, title, principles }) => ({ id, title, principles })) };
}

/** What the build writes into `dist/questions.json`. */
export async function compiledQuestions(root: string): Promise<Compiled> {
  return { fingerprint: fingerprint(root), ...(await compileQuestions({ root })) };
}
