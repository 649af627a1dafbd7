import type { KubeConfig } from '@kubernetes/client-node';
import { MissingError, messageOf } from '../../../errors.ts';
import { type Cluster, NODE_LABELS, OWN_CONTEXT, OWN_NAME } from './cluster.ts';
import { at, readKubeconfig } from './kubeconfig.ts';
import { type Machine, thisMachine } from './machine.ts';
import { recognise } from './recognise.ts';

const GET_ONE =
  'microlab cluster up   makes a small cluster in Docker (it needs the program kind). Or name a context of yours: microlab cluster up --context NAME';

/**
 * The cluster to use: the one named by `context` or MICROLAB_CONTEXT, else microlab's own kind cluster, else the current
 * context where that is a development cluster that is known. It has answered. Nobody's kubeconfig is changed.
 * A context that was named may be an unknown one: see `doubt`.
 */
export async function findCluster(
  { context }: { context?: string | undefined } = {},
  machine: Machine = thisMachine(),
): Promise<Cluster | MissingError> {
  try {
    const own = readKubeconfig([machine.ownFile]);
    const named = context || machine.env.MICROLAB_CONTEXT;
    if (named) return await answering(await findNamed(named, own, machine), machine);
    if (own && (await machine.nodes(`${NODE_LABELS.kind}=${OWN_NAME}`)).length > 0)
      return await answering(ownCluster(own), machine);
    return await answering(await findCurrent(machine), machine);
  } catch (thrown) {
    if (thrown instanceof MissingError) return thrown;
    throw thrown;
  }
}

export function ownCluster(kubeconfig: KubeConfig): Cluster {
  return {
    name: OWN_NAME,
    context: OWN_CONTEXT,
    provider: 'kind',
    kubeconfig: at(kubeconfig, OWN_CONTEXT),
    own: true,
  };
}

async function findNamed(context: string, own: KubeConfig | null, machine: Machine): Promise<Cluster> {
  if (context === OWN_CONTEXT && own) return ownCluster(own);
  const user = readKubeconfig(machine.userFiles);
  if (!user?.getContextObject(context)) {
    const names = user?.contexts.map(({ name }) => name) ?? [];
    throw new MissingError(`There is no context ${context} in your kubeconfig.`, {
      details: names.length > 0 ? [`There are: ${names.join(', ')}`] : ['It holds no context at all.'],
      fix: GET_ONE,
    });
  }
  return clusterAt(user, context, machine);
}

async function findCurrent(machine: Machine): Promise<Cluster> {
  const user = readKubeconfig(machine.userFiles);
  const current = user?.currentContext;
  if (!user || !current || !user.getContextObject(current))
    throw new MissingError('There is no Kubernetes cluster here.', { fix: GET_ONE });
  const cluster = await clusterAt(user, current, machine);
  if (cluster.provider !== 'unknown') return cluster;
  throw new MissingError(
    `Your current context ${current} is none of the development clusters that microlab knows, so it is not used unasked.`,
    {
      details: ['Known are: kind, k3d, minikube, Docker Desktop, on this machine.'],
      fix: GET_ONE,
    },
  );
}

async function clusterAt(user: KubeConfig, context: string, machine: Machine): Promise<Cluster> {
  const kubeconfig = at(user, context);
  return { ...(await recognise(kubeconfig, context, machine)), context, kubeconfig, own: false };
}

/** The cluster, if it answers: a stopped one says so here, and not in the middle of a run. */
async function answering(cluster: Cluster, machine: Machine): Promise<Cluster> {
  try {
    await machine.api.version(cluster.kubeconfig);
    return cluster;
  } catch (thrown) {
    throw new MissingError(
      cluster.own
        ? 'microlab’s own cluster does not answer.'
        : `The cluster of the context ${cluster.context} does not answer.`,
      {
        details: [messageOf(thrown)],
        fix: cluster.own
          ? 'microlab cluster up   starts it again; microlab cluster down   removes it.'
          : `kubectl --context ${cluster.context} version   must work. ${GET_ONE}`,
        cause: thrown,
      },
    );
  }
}
