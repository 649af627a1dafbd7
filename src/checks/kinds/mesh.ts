import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind, Step } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { routing } from '../mesh.ts';

const schema = z.strictObject({
  mesh: z.string(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});
type MeshStep = z.infer<typeof schema>;

export const kind: CheckKind<MeshStep> = {
  verbs: ['mesh'],
  about: 'runs steps; where one fails, adds what the VirtualServices of a service say',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'mesh', service: step.mesh }],
  nested: 'steps',
  async run(step, scope) {
    try {
      await scope.run(step.steps as Step[]);
    } catch (thrown) {
      if (!(thrown instanceof WorkFault)) throw thrown;
      const why = routing(clusterOf(scope).manifests(), step.mesh);
      throw new WorkFault(`${thrown.message} ${why}`, thrown);
    }
  },
};
