import { z } from 'zod';
import { WorkFault } from '../errors.ts';
import type { ClusterPort, PodFacts } from '../runtimes/cluster.ts';
import type { Scope } from './check.ts';
import { clusterOf } from './cluster.ts';
import { workloadsOf } from './manifests.ts';

/** How many: exactly, or a range. */
export const Count = z.union([
  z.int().min(0),
  z.strictObject({ $min: z.int().optional(), $max: z.int().optional() }),
]);

/** Pods that are there to stay, by name. */
export async function standing(cluster: ClusterPort, service: string): Promise<PodFacts[]> {
  const pods = await cluster.pods(service);
  return pods.filter(({ deleting }) => !deleting).sort((a, b) => a.name.localeCompare(b.name));
}

/** Those of them that take requests. */
export async function readyPods(cluster: ClusterPort, service: string): Promise<PodFacts[]> {
  return (await standing(cluster, service)).filter(({ ready }) => ready);
}

/** `1 pod`, `2 pods`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** Adds to a fault why nothing may answer there, or why no more pods are made, as far as the cluster tells. */
export async function explained(scope: Scope, service: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    if (!(thrown instanceof WorkFault)) throw thrown;
    const why = [await scope.environment.diagnose?.(service), await refusal(clusterOf(scope), service)];
    throw new WorkFault([thrown.message, ...why.filter(Boolean)].join(' '), thrown);
  }
}

/** What the cluster says of pods that it may not make: the quota, mostly. */
async function refusal(cluster: ClusterPort, service: string): Promise<string | null> {
  for (const { object } of workloadsOf(cluster.manifests(), service)) {
    const now = await cluster.read(object.apiVersion, object.kind, object.metadata.name);
    const { conditions = [] } = (now?.status ?? {}) as { conditions?: Condition[] };
    const failed = conditions.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
    if (failed) return `The cluster could not make another pod: ${failed.message}.`;
  }
  return null;
}

interface Condition {
  type: string;
  status: string;
  message: string;
}
