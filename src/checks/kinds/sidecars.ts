import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { KubeObject } from '../../runtimes/cluster.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, TIMING } from '../observe.ts';
import { readyPods } from '../pods.ts';

const schema = z.strictObject({
  sidecars: z.string(),
  /** How many ready pods there are, each with its sidecar. */
  ready: z.unknown(),
  ...TIMING,
});
type SidecarsStep = z.infer<typeof schema>;

const SIDECAR = 'istio-proxy';

export const kind: CheckKind<SidecarsStep> = {
  verbs: ['sidecars'],
  about: 'counts the ready pods of a service, and looks for the sidecar in each',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'sidecars', service: step.sidecars }],
  async run({ sidecars: service, ready, ...timing }, scope) {
    const cluster = clusterOf(scope);
    const expected = inWords(ready);
    await observe(`the pods of ${service}`, timing, scope.signal, async () => {
      const pods = await readyPods(cluster, service);
      const objects = await Promise.all(pods.map(({ name }) => cluster.read('v1', 'Pod', name)));
      const bare = objects.flatMap(pod => (pod && !containers(pod).includes(SIDECAR) ? [pod] : []));
      scope.trace(`${service}: ${pods.map(({ name }) => name).join(', ') || 'no pod'} ready`);
      if (bare[0])
        return new WorkFault(
          `The pod ${bare[0].metadata.name} of ${service} has no container ${SIDECAR} (it has ${containers(bare[0]).join(', ')}), expected one in every pod. The mesh is these sidecars: it can do nothing for a pod without.`,
          { expected: SIDECAR, actual: containers(bare[0]) },
        );
      if (mismatches(ready, pods.length).length === 0) return null;
      return new WorkFault(
        `${pods.length} ready ${pods.length === 1 ? 'pod' : 'pods'} of ${service}, expected ${expected}. A call that fails at one pod can only be tried at another where there is another.`,
        { expected, actual: pods.length },
      );
    });
  },
};

/** The names of a pod's containers. A sidecar may be one of the init containers that go on running. */
function containers({ spec }: KubeObject): string[] {
  const { containers = [], initContainers = [] } = (spec ?? {}) as Record<string, { name: string }[]>;
  return [...containers, ...initContainers].map(({ name }) => name);
}
