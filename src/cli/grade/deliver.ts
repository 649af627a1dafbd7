import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../../errors.ts';
import { forLearner } from '../../exam/learner.ts';
import { gradebook } from '../../grade/gradebook.ts';
import { formats } from '../../report/grades/formats/registry.generated.ts';
import type { ClassReport, GradesFormat } from '../../report/grades/model.ts';
import type { Layout } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import type { Context } from '../context.ts';

type Name = keyof typeof formats;

interface Delivery {
  /** The folder of the reports; null: the report goes to stdout. */
  output: string | null;
  format?: readonly Name[];
  audience: 'teacher' | 'learner';
  /** The arguments named one submission, which is no class. */
  single: boolean;
}

/** Writes the reports: into the output folder all of them, to stdout the one that was asked for. */
export async function deliverReports(
  context: Context,
  report: ClassReport,
  { output, format = ['text'], audience, single }: Delivery,
): Promise<void> {
  const loaded = await Promise.all(format.map(async name => (await formats[name]()).format));
  const [first] = loaded;
  const learners = forLearners(report);
  if (output === null) {
    if (!first) return;
    const shown = audience === 'learner' ? learners : report;
    const [only] = shown.results;
    return context.terminal.raw(single && only ? first.one(only) : first.all(shown));
  }
  await written(output, report, learners, loaded).catch((thrown: unknown) => {
    throw new UserError(`The reports cannot be written to ${output}.`, {
      details: [messageOf(thrown)],
      fix: 'What was graded is kept there in results.jsonl: --resume writes the reports again.',
      cause: thrown,
    });
  });
  context.terminal.err(['', ...endLines(report, context.terminal.errLayout), `The reports are in ${output}`]);
}

/** The class in a few lines, for whoever watches; each submission had its own line, and the files say the rest. */
function endLines({ statistics, results }: ClassReport, { paint, width }: Layout): string[] {
  const { passed, failed, inconclusive, mean, median } = statistics;
  const counts = `${passed} passed, ${failed} failed, ${inconclusive} inconclusive.`;
  const marks = mean === null ? '' : ` Mean ${mean}%, median ${median}%.`;
  const open = results.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    ...wrap(`${counts}${marks}`, width).map(paint.strong),
    ...(open.length === 0
      ? []
      : wrap(
          `The machine was at fault for ${open.map(({ submission }) => submission.id).join(', ')}: no mark, and not zero. The same command with --resume grades them again.`,
          width,
        )),
  ];
}

async function written(
  output: string,
  report: ClassReport,
  learners: ClassReport,
  loaded: readonly GradesFormat[],
): Promise<void> {
  const folders = { teacher: join(output, 'teacher'), learner: join(output, 'learner') };
  await Promise.all(Object.values(folders).map(folder => mkdir(folder, { recursive: true })));
  await writeFile(join(output, 'gradebook.csv'), gradebook(report));
  for (const format of loaded) {
    const ending = endingOf(format);
    await writeFile(join(output, `class.${ending}`), format.all(report));
    for (const [audience, { results }] of Object.entries({ teacher: report, learner: learners }))
      for (const result of results)
        await writeFile(
          join(folders[audience as keyof typeof folders], `${result.submission.id}.${ending}`),
          format.one(result),
        );
  }
}

/** Two formats may have the same ending: the one that is called by it has it for itself. */
const endingOf = ({ name, ending }: GradesFormat) =>
  ending in formats && ending !== name ? `${name}.${ending}` : ending;

/** The same report without anything of the key: the statistics of items are left out, as they name what is asked. */
function forLearners(report: ClassReport): ClassReport {
  return {
    ...report,
    audience: 'learner',
    seed: '',
    results: report.results.map(forLearner),
    statistics: { ...report.statistics, items: [] },
  };
}
