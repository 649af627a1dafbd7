import { MissingError } from '../errors.ts';
import type { ClusterChoice } from '../runtimes/runtime.ts';

/**
 * Is there a cluster for the exercises that need one? Throws MissingError where one was named that cannot be used: nobody
 * who names a cluster wants its exercises to be left out.
 */
export async function hasCluster(choice: ClusterChoice): Promise<boolean> {
  const { kubernetes } = await import('../runtimes/kubernetes/index.ts');
  const missing = await kubernetes(choice).missing({ kafka: false });
  if (missing instanceof MissingError && choice.context !== undefined) throw missing;
  return missing === null;
}
