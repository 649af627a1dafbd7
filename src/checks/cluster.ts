import type { ClusterPort } from '../runtimes/cluster.ts';
import type { Scope } from './check.ts';

/** The cluster, for steps that need the capability of that name: the plan gives them to no runtime without one. */
export function clusterOf({ environment }: Scope): ClusterPort {
  if (!environment.cluster) throw new Error('this step needs a cluster, and the runtime has none');
  return environment.cluster;
}
