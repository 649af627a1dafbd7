import { EXIT, type ExitCode } from '../../errors.ts';
import { columns, type Entry } from '../columns.ts';
import type { Context } from '../context.ts';
import type { Lab } from '../lab.ts';

type Missing = Awaited<ReturnType<Lab['survey']>>[number]['missing'];

/** Exit code 3 where there is an exercise that nothing here can run. */
export async function handler({ terminal, lab, catalog }: Context): Promise<ExitCode> {
  const { exercises } = await catalog();
  const [plain, withKafka] = await Promise.all([lab.survey({ kafka: false }), lab.survey({ kafka: true })]);
  const { outLayout: layout } = terminal;
  const needs = exercises.map(({ id, kafka, services }) => {
    const here = (kafka ? withKafka : plain)
      .filter(({ missing }) => missing === null)
      .map(({ name }) => name);
    const count = Object.keys(services).length;
    return {
      id,
      needs: `${count} ${count === 1 ? 'service' : 'services'}${kafka ? ' and Kafka' : ''}`,
      here,
    };
  });
  terminal.out([
    layout.paint.strong('What can run services here'),
    ...columns(
      withKafka.map(({ name, missing }, at) => runtime(name, plain[at]?.missing ?? null, missing)),
      layout,
    ),
    '',
    layout.paint.strong('Exercises'),
    ...columns(
      needs.map(({ id, needs, here }) =>
        here.length > 0
          ? { sign: '✔ ready', tone: 'good', name: id, text: `${needs}; runs on ${here.join(' or ')}` }
          : {
              sign: '✖ missing',
              tone: 'bad',
              name: id,
              text: `${needs}; nothing here can run it: see above`,
            },
      ),
      layout,
    ),
  ]);
  return needs.every(({ here }) => here.length > 0) ? EXIT.ok : EXIT.missing;
}

/** A runtime may do for exercises without Kafka and miss something for those with it. */
function runtime(name: string, missing: Missing, missingForKafka: Missing): Entry {
  const problem = missing ?? missingForKafka;
  if (problem === null) return { sign: '✔ ready', tone: 'good', name, text: '' };
  const scope = missing === null ? 'For exercises with Kafka: ' : '';
  const fix = problem.fix === undefined ? '' : `\nWhat to do: ${problem.fix}`;
  return { sign: '✖ missing', tone: 'bad', name, text: `${scope}${problem.message}${fix}` };
}
