import { EXIT, type ExitCode } from '../../errors.ts';
import { columns, type Entry } from '../columns.ts';
import type { Context } from '../context.ts';
import type { Lab } from '../lab.ts';

type Missing = Awaited<ReturnType<Lab['survey']>>[number]['missing'];

/** Exit code 3 where there is an exercise that nothing here can run. */
export async function handler({ terminal, lab, catalog }: Context): Promise<ExitCode> {
  const { exercises } = await catalog();
  const [plain, withKafka, withMesh] = await Promise.all([
    lab.survey({ kafka: false }),
    lab.survey({ kafka: true }),
    lab.survey({ kafka: false, mesh: true }),
  ]);
  const { outLayout: layout } = terminal;
  const needs = exercises.map(({ id, kafka, mesh, runtimes, services }) => {
    const here = (kafka ? withKafka : mesh ? withMesh : plain)
      .filter(({ name, missing }) => missing === null && (runtimes as readonly string[]).includes(name))
      .map(({ name }) => name);
    const count = Object.keys(services).length;
    const further = kafka ? ' and Kafka' : mesh ? ' in a mesh' : '';
    return { id, needs: `${count} ${count === 1 ? 'service' : 'services'}${further}`, here, runtimes };
  });
  terminal.out([
    layout.paint.strong('What can run services here'),
    ...columns(
      plain.map(({ name, missing }, at) =>
        runtime(name, missing, withKafka[at]?.missing ?? null, withMesh[at]?.missing ?? null),
      ),
      layout,
    ),
    '',
    layout.paint.strong('Exercises'),
    ...columns(
      needs.map(({ id, needs, here, runtimes }) =>
        here.length > 0
          ? { sign: '✔ ready', tone: 'good', name: id, text: `${needs}; runs on ${here.join(' or ')}` }
          : {
              sign: '✖ missing',
              tone: 'bad',
              name: id,
              text: `${needs}; it needs ${runtimes.join(' or ')}: see above`,
            },
      ),
      layout,
    ),
  ]);
  return needs.every(({ here }) => here.length > 0) ? EXIT.ok : EXIT.missing;
}

/** A runtime may do for some exercises and miss something for others. */
function runtime(name: string, missing: Missing, missingForKafka: Missing, missingForMesh: Missing): Entry {
  const problem = missing ?? missingForKafka ?? missingForMesh;
  if (problem === null) return { sign: '✔ ready', tone: 'good', name, text: '' };
  const scope =
    missing !== null ? '' : `For exercises ${problem === missingForKafka ? 'with Kafka' : 'in a mesh'}: `;
  const fix = problem.fix === undefined ? '' : `\nWhat to do: ${problem.fix}`;
  return { sign: '✖ missing', tone: 'bad', name, text: `${scope}${problem.message}${fix}` };
}
