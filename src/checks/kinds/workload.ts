import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { completed, placeOf, workloadsOf } from '../manifests.ts';
import { mismatches } from '../match.ts';
import { differences, readable } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({ workload: z.string(), expect: z.record(z.string(), z.unknown()) });
type WorkloadStep = z.infer<typeof schema>;

export const kind: CheckKind<WorkloadStep> = {
  verbs: ['workload'],
  about: "looks at the learner's own manifest of what runs a service",
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'workload', service: step.workload }],
  async run({ workload: service, ...step }, scope) {
    const expect = fill(step.expect, scope.values);
    const found = workloadsOf(clusterOf(scope).manifests(), service);
    if (found.length === 0)
      throw new WorkFault(
        `No manifest runs ${service}: none has a container whose image is called ${service}.`,
        { expected: `a workload with the image ${service}`, actual: 'none' },
      );
    for (const manifest of found) {
      const object = completed(manifest.object);
      const { kind, metadata } = object;
      const odd = mismatches(expect, object);
      scope.trace(`${placeOf(manifest)}: ${kind} ${metadata.name}: ${JSON.stringify(object.spec)}`);
      if (odd.length > 0)
        throw new WorkFault(`${placeOf(manifest)}: ${kind} ${metadata.name}: ${differences(odd)}.`, {
          expected: readable(expect, object),
          actual: object,
        });
    }
  },
};
