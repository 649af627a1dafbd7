import { type ExamFigures, figuresOf } from '../../../content/exams/figures.ts';
import { examFiles, readExams } from '../../../content/exams/index.ts';
import { contentError } from '../../../content/problems.ts';
import { EXIT, type ExitCode } from '../../../errors.ts';
import type { Context } from '../../context.ts';

/** Checks the exams and prints what is counted of them. Throws one UserError that lists every problem. */
export async function checkExams(context: Context, format: string): Promise<ExitCode> {
  const [{ roots, exercises }, { items }] = await Promise.all([context.catalog(), context.questions()]);
  const { exams, problems } = readExams(examFiles(roots), {
    items,
    exercises: exercises.map(({ id }) => id),
    runtimesOf: id => exercises.find(one => one.id === id)?.runtimes ?? [],
  });
  const figures = exams.map(exam => figuresOf(exam, items, exercises));
  if (format === 'json') context.terminal.raw(`${JSON.stringify(figures, null, 2)}\n`);
  else context.terminal.out(figures.flatMap(figureLines));
  if (problems.length > 0) throw contentError(problems);
  return EXIT.ok;
}

function figureLines({ id, minutes, pass, exerciseMinutes, sections }: ExamFigures): string[] {
  const { always, optional } = exerciseMinutes;
  const beside = optional === 0 ? '' : `, ${optional} more where there is a cluster`;
  const needed = always + optional === 0 ? '' : `; its exercises need ${always} of them${beside}`;
  return [
    `${id}: ${minutes} minutes${needed}; passed from ${pass}%`,
    ...sections.map(section => {
      const asked = section.questions === 0 ? [] : [`${section.questions} of ${section.of} questions`];
      const remark = section.optional ? ' (only where there is a cluster)' : '';
      return `  ${section.id}, weight ${section.weight}: ${[...asked, ...section.exercises].join(', ')}${remark}`;
    }),
  ];
}
