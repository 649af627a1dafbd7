import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { Manifest } from '../../runtimes/cluster.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { placeOf } from '../manifests.ts';
import { virtualServices } from '../mesh.ts';

const schema = z.strictObject({
  without: z.union([
    z.strictObject({ kind: z.string(), name: z.string() }),
    z.strictObject({ kind: z.literal('VirtualService'), host: z.string() }),
  ]),
});
type WithoutStep = z.infer<typeof schema>;

export const kind: CheckKind<WithoutStep> = {
  verbs: ['without'],
  about: "takes one of the learner's objects away until the next check",
  schema,
  needs: () => ['cluster'],
  names: ({ without }) => ('host' in without ? [{ key: 'without', service: without.host }] : []),
  async run({ without }, scope) {
    const cluster = clusterOf(scope);
    const chosen = choose(without, cluster.manifests());
    if (chosen.length === 0) {
      const which = 'host' in without ? `for the host ${without.host}` : `called ${without.name}`;
      throw new WorkFault(
        `There is no ${without.kind} ${which} in the manifests, expected one: without it there is nothing that makes the difference.`,
        { expected: without, actual: null },
      );
    }
    for (const manifest of chosen) {
      const { kind, metadata } = manifest.object;
      await cluster.without(kind, metadata.name);
      scope.trace(`took away ${kind} ${metadata.name} (${placeOf(manifest)})`);
    }
  },
};

function choose(without: WithoutStep['without'], manifests: readonly Manifest[]): Manifest[] {
  if ('host' in without) return virtualServices(manifests, without.host);
  return manifests.filter(
    ({ object }) => object.kind === without.kind && object.metadata.name === without.name,
  );
}
