import { MissingError } from '../../../errors.ts';
import type { Istio, Leftover } from './api.ts';
import type { ProviderName } from './cluster.ts';
import { findCluster } from './find.ts';
import { type Machine, thisMachine } from './machine.ts';

export interface ClusterStatus {
  readonly context: string;
  readonly provider: ProviderName;
  readonly own: boolean;
  /** The version of Kubernetes. */
  readonly kubernetes: string;
  readonly nodes: { readonly ready: number; readonly total: number };
  /** Null where it is not installed. */
  readonly istio: Istio | null;
  /** Namespaces of runs. */
  readonly namespaces: readonly Leftover[];
}

/** What the cluster that would be used is like. Only looks. */
export async function clusterStatus(
  { context }: { context?: string | undefined },
  machine: Machine = thisMachine(),
): Promise<ClusterStatus> {
  const cluster = await findCluster({ context }, machine);
  if (cluster instanceof MissingError) throw cluster;
  const { kubeconfig, provider, own } = cluster;
  const { api } = machine;
  const [kubernetes, nodes, istio, namespaces] = await Promise.all([
    api.version(kubeconfig),
    api.nodes(kubeconfig),
    api.istio(kubeconfig),
    api.leftovers(kubeconfig),
  ]);
  return { context: cluster.context, provider, own, kubernetes, nodes, istio, namespaces };
}
