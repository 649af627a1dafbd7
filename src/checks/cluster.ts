import type { ClusterPort } from '../runtimes/cluster.ts';
import type { Scope } from './check.ts';

/** The cluster of a step that needs one: the plan skips such steps where the runtime has none. */
export function clusterOf({ environment }: Scope): ClusterPort {
  if (!environment.cluster) throw new Error('this runtime has no cluster');
  return environment.cluster;
}
