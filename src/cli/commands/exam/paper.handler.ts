import { drawPaper } from '../../../exam/paper.ts';
import { type Printed, paperJson, paperMarkdown } from '../../../exam/print.ts';
import { seedOf } from '../../../grade/seed.ts';
import { safeId } from '../../../grade/submission.ts';
import type { Context } from '../../context.ts';
import { examSeed } from '../../grade/seed.ts';
import { deliver } from '../../output.ts';

interface Options {
  seed?: string;
  for?: string;
  format: 'markdown' | 'json';
  output?: string;
}

/** Prints the paper of an exam: for all who take it, or for one learner of a class that is graded with a seed each. */
export async function handler(context: Context, id: string, options: Options): Promise<void> {
  const [{ find }, { items }, catalog] = await Promise.all([
    context.exams(),
    context.questions(),
    context.catalog(),
  ]);
  const exam = find(id);
  const { seed, note } = examSeed(options.seed, exam.id);
  if (note !== null) context.terminal.err([note]);
  const own = options.for === undefined ? seed : seedOf(seed, safeId(options.for), true);
  const paper = drawPaper(exam, items, own);
  const exercises = new Map<string, Printed>(
    paper.sections
      .flatMap(section => section.exercises)
      .map(({ exercise }) => [exercise, catalog.find(exercise)]),
  );
  const text =
    options.format === 'json'
      ? `${JSON.stringify(paperJson(paper, exercises), null, 2)}\n`
      : paperMarkdown(paper, exercises);
  await deliver(context, text, { output: options.output, what: 'The paper' });
}
