import type { Environment } from '../runtimes/runtime.ts';
import type { Scope } from './check.ts';

/** The cluster that the work runs on. Steps that use it need the capability `cluster`, so that it is there. */
export function clusterOf({ environment }: Scope): NonNullable<Environment['cluster']> {
  if (!environment.cluster) throw new Error('this runtime has no cluster, and the step needs one');
  return environment.cluster;
}
