import { join } from 'node:path';
import { contentError } from '../../../content/problems.ts';
import { readBank } from '../../../content/questions/bank.ts';
import { assess, type Figures } from '../../../content/questions/quality.ts';
import { EXIT, type ExitCode } from '../../../errors.ts';
import { packageRoot } from '../../../platform/assets.ts';
import type { Context } from '../../context.ts';

/** Checks the questions and prints what is counted of them. Throws one UserError that lists every problem. */
export async function checkQuestions(context: Context, format: string): Promise<ExitCode> {
  const { roots, exercises } = await context.catalog();
  const bank = readBank(roots.map(root => join(root, 'questions')));
  const ids = exercises.map(({ id }) => id);
  const { figures, problems } = assess(bank, ids, { course: roots.includes(packageRoot()) });
  if (format === 'json') context.terminal.raw(`${JSON.stringify(figures, null, 2)}\n`);
  else context.terminal.out(figureLines(figures));
  if (problems.length > 0) throw contentError(problems);
  return EXIT.ok;
}

function figureLines({ items, objective, longestIsRight, positions, ...by }: Figures): string[] {
  const counts = (all: Record<string, number>) =>
    Object.entries(all)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return [
    `${items} questions, ${objective} of them objective`,
    `by topic: ${counts(by.byTopic)}`,
    `by level: ${counts(by.byLevel)}`,
    `by kind: ${counts(by.byKind)}`,
    `the right choice is the longest in ${Math.round(longestIsRight * 100)}%; its places, first to last: ${positions.join(', ')}`,
    `objective questions for each of the course's: ${counts(by.covered)}`,
  ];
}
