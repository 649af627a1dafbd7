import type { Exercise } from '../../../content/index.ts';
import { EXIT, type ExitCode } from '../../../errors.ts';
import { inWords } from '../../../platform/duration.ts';
import { newSeed } from '../../../platform/random.ts';
import { gradingTable } from '../../../report/grading.ts';
import type { Layout } from '../../../report/lines.ts';
import { wrap } from '../../../report/wrap.ts';
import { RUNTIME_NAMES, type RuntimeName } from '../../../runtimes/runtime.ts';
import type { Row } from '../../../verify/content-check.ts';
import { type ClusterOptions, clusterChoice } from '../../cluster-options.ts';
import { columns, type Entry } from '../../columns.ts';
import type { Context } from '../../context.ts';
import { interruptible } from '../../interrupt.ts';

interface Options extends ClusterOptions {
  runtime?: string;
  jobs?: number;
  only?: string[];
  within?: number;
  seed?: string;
  messages?: boolean;
  format: 'text' | 'json' | 'markdown';
}

/** Exit code 1 where a piece of work did not do to the checks what it is meant to do. */
export async function handler(context: Context, ids: string[], options: Options): Promise<ExitCode> {
  if (ids.length === 1 && ids[0] === 'questions')
    return (await import('./questions.handler.ts')).checkQuestions(context, options.format);
  if (ids.length === 1 && ids[0] === 'exams')
    return (await import('./exams.handler.ts')).checkExams(context, options.format);
  const { terminal, lab, host, typed } = context;
  const catalog = await context.catalog();
  const named = ids.map(id => catalog.find(id));
  const runtime = await lab.chooseRuntime(options.runtime, {
    kafka: named.some(({ kafka }) => kafka !== null),
    mesh: named.some(({ mesh }) => mesh),
    ...(named.length > 0 ? { runtimes: sharedBy(named) } : {}),
    ...clusterChoice(options),
  });
  // Where none is named: those for which no runtime is better than this one, or that this one stands in for.
  const exercises =
    named.length > 0
      ? named
      : catalog.exercises.filter(({ runtimes: [first, ...others] }) =>
          [first, ...others.filter(name => name === 'local')].includes(runtime.name),
        );
  const seed = options.seed ?? newSeed();
  const jobs = options.jobs ?? runtime.crowd;
  terminal.err([`on ${runtime.name}, seed ${seed}, at most ${jobs} at a time`]);

  const announce = {
    first: () => terminal.err(['Cleaning up… (Ctrl-C again ends at once)']),
    second: () =>
      terminal.err([`Ended before everything was removed. \`${typed('microlab clean')}\` removes the rest.`]),
  };
  const emit = (row: Row) =>
    terminal.err(
      columns(
        [entry(row, ` (${inWords(row.durationMs).replaceAll(' ', '\u00a0')})`)],
        terminal.errLayout,
        '',
      ),
    );
  const rows = await interruptible(host, announce, signal =>
    lab.checkContent({ ...options, jobs, withinMs: options.within, exercises, runtime, seed, signal, emit }),
  );

  if (options.format === 'json') terminal.raw(`${JSON.stringify(rows, null, 2)}\n`);
  else if (options.format === 'markdown') terminal.raw(gradingTable(exercises, rows));
  else terminal.out(tableLines(rows, terminal.outLayout, options.messages ?? false));
  return rows.every(({ ok }) => ok) ? EXIT.ok : EXIT.failed;
}

function tableLines(rows: readonly Row[], layout: Layout, messages: boolean): string[] {
  const { paint } = layout;
  const ids = [...new Set(rows.map(({ exercise }) => exercise))];
  const wrong = rows.filter(({ ok }) => !ok).length;
  const left = rows.filter(row => row.left).length;
  const rest = left === 0 ? '' : ` ${left} were left out: the time was up.`;
  return [
    ...ids.flatMap(id => {
      const own = rows.filter(({ exercise }) => exercise === id);
      return [
        '',
        paint.strong(id),
        ...columns(
          own.map(row => entry(row)),
          layout,
        ),
        ...(messages ? own.flatMap(row => messageLines(row, layout)) : []),
      ];
    }),
    '',
    wrong === 0
      ? paint.good(`✔ All ${rows.length - left} are as they should be.${rest}`)
      : paint.bad(`✖ ${wrong} of ${rows.length - left} are not as they should be.${rest}`),
  ];
}

function entry({ subject, name, ok, left, expected, saw }: Row, remark = ''): Entry {
  if (left) return { sign: '– left', tone: 'dim', name: `${subject} ${name}`, text: saw };
  return {
    sign: ok ? '✔ ok' : '✖ wrong',
    tone: ok ? 'good' : 'bad',
    name: name === subject ? subject : `${subject} ${name}`,
    text: `${ok ? saw : `expected: ${expected}; saw: ${saw}`}${remark}`,
  };
}

/** What a learner would read, for authors who improve it. */
function messageLines({ name, messages }: Row, { paint, width }: Layout): string[] {
  return Object.entries(messages).flatMap(([id, message]) => [
    '',
    `  ${paint.dim(`${name}, ${id}:`)}`,
    ...wrap(message, width - 4).map(line => `    ${line}`),
  ]);
}

function sharedBy(exercises: readonly Exercise[]): RuntimeName[] {
  return RUNTIME_NAMES.filter(name => exercises.every(({ runtimes }) => runtimes.includes(name)));
}
