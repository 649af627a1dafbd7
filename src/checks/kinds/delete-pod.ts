import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { counted, standing } from '../pods.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  deletePod: z.string(),
  /** The first, second … of its pods by name. */
  number: z.int().min(1).optional(),
  /** Or the one of this name. */
  named: z.string().optional(),
});
type DeletePodStep = z.infer<typeof schema>;

const GONE_MS = 15_000;

export const kind: CheckKind<DeletePodStep> = {
  verbs: ['deletePod'],
  about: 'deletes one pod of a service at once',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'deletePod', service: step.deletePod }],
  async run({ deletePod: service, number = 1, named }, scope) {
    const cluster = clusterOf(scope);
    const pods = await standing(cluster, service);
    const name = named === undefined ? pods[number - 1]?.name : fill(named, scope.values);
    if (name === undefined)
      throw new WorkFault(
        `${service} has ${counted(pods.length, 'pod')}, so number ${number} cannot be deleted. With fewer pods than asked for, the loss of one is felt.`,
        { expected: `at least ${counted(number, 'pod')}`, actual: pods.length },
      );
    scope.trace(`delete pod ${name}`);
    await cluster.deletePod(name);
    // One that is not ready has the name of the one deleted, and is a new one.
    const { met } = await retryUntil(
      () => standing(cluster, service),
      seen => !seen.some(pod => pod.name === name && pod.ready),
      { deadlineMs: GONE_MS, signal: scope.signal },
    );
    if (!met) throw new Error(`pod ${name} was deleted and is still there`);
  },
};
