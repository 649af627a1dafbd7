import { z } from 'zod';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';

const schema = z.strictObject({ scale: z.string(), replicas: z.int().min(0).max(20) });
type ScaleStep = z.infer<typeof schema>;

export const kind: CheckKind<ScaleStep> = {
  verbs: ['scale'],
  about: 'asks for another number of pods of a service, as kubectl scale does',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'scale', service: step.scale }],
  async run({ scale: service, replicas }, scope) {
    scope.trace(`scale ${service} to ${replicas}`);
    await clusterOf(scope).scale(service, replicas);
  },
};
