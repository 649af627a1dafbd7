import { z } from 'zod';
import { WorkFault } from '../errors.ts';
import type { Scope } from './check.ts';
import type { clusterOf } from './cluster.ts';

type Cluster = ReturnType<typeof clusterOf>;
export type PodFacts = Awaited<ReturnType<Cluster['pods']>>[number];

/** How many: exactly, or a range. */
export const Count = z.union([
  z.int().min(0),
  z.strictObject({ $min: z.int().optional(), $max: z.int().optional() }),
]);

/** Pods that are there to stay, by name. */
export async function standing(cluster: Cluster, service: string): Promise<PodFacts[]> {
  const pods = await cluster.pods(service);
  return pods.filter(({ deleting }) => !deleting).sort((a, b) => a.name.localeCompare(b.name));
}

/** `1 pod`, `2 pods`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Adds to a fault why nothing may answer there, as far as the runtime can tell. */
export async function explained(scope: Scope, service: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    const why = thrown instanceof WorkFault ? await scope.environment.diagnose?.(service) : null;
    throw why ? new WorkFault(`${(thrown as WorkFault).message} ${why}`, thrown as WorkFault) : thrown;
  }
}
