import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { placeOf } from '../manifests.ts';
import { mismatches } from '../match.ts';
import { differences, observe, readable, TIMING } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  object: z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
  expect: z.record(z.string(), z.unknown()),
  ...TIMING,
});
type ObjectStep = z.infer<typeof schema>;

export const kind: CheckKind<ObjectStep> = {
  verbs: ['object'],
  about: 'looks at an object as it is in the cluster',
  schema,
  needs: () => ['cluster'],
  names: () => [],
  async run(step, scope) {
    const { apiVersion, kind, name } = step.object;
    const expect = fill(step.expect, scope.values);
    const cluster = clusterOf(scope);
    const look = async () => {
      const object = await cluster.read(apiVersion, kind, name);
      scope.trace(`${kind} ${name}: ${JSON.stringify(object?.spec ?? object)}`);
      if (!object)
        return new WorkFault(
          `There is no ${kind} called ${name} in the namespace. Others find it by that name.`,
          {
            expected: `${kind} ${name}`,
            actual: 'none',
          },
        );
      const found = mismatches(expect, object);
      if (found.length === 0) return null;
      const written = cluster
        .manifests()
        .find(({ object }) => object.kind === kind && object.metadata.name === name);
      return new WorkFault(
        `${written ? `${placeOf(written)}: ` : ''}${kind} ${name}, as the cluster has it: ${differences(found)}.`,
        { expected: readable(expect, object), actual: within(expect, object) },
      );
    };
    await observe(`${kind} ${name}`, step, scope.signal, look, () => 'it was so.');
  },
};

/** The parts of an object that were asked for: the whole is long, and says nothing more. */
function within(expect: Record<string, unknown>, object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key in expect));
}
