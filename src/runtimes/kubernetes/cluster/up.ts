import { MissingError } from '../../../errors.ts';
import { retryUntil } from '../../../platform/retry.ts';
import type { Istio } from './api.ts';
import { type Cluster, doubt, OWN_CONTEXT } from './cluster.ts';
import { findCluster, ownCluster } from './find.ts';
import { installIstio } from './istio.ts';
import { createOwn, deleteOwn, exportOwn, ownNodes, startOwn, type Work } from './kind.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type Machine, type NodeContainer, thisMachine } from './machine.ts';

interface Options {
  context?: string | undefined;
  istio: boolean;
  /** Asks the person; false where the answer is no. */
  confirm(question: string): Promise<boolean>;
  /** A line of progress. */
  output(line: string): void;
  signal?: AbortSignal;
}

export interface Up {
  readonly cluster: Cluster;
  /** What had to be done to have it. */
  readonly did: 'created' | 'started' | 'found';
  readonly version: string;
  readonly istio: Istio | null;
}

const READY_MS = 180_000;

/** Makes microlab's own cluster, or looks whether the one that was named answers. Null where the person said no. */
export async function clusterUp(options: Options, machine: Machine = thisMachine()): Promise<Up | null> {
  const named = options.context || machine.env.MICROLAB_CONTEXT;
  if (!named || named === OWN_CONTEXT) return ownUp(options, machine);
  const cluster = await findCluster({ context: named }, machine);
  if (cluster instanceof MissingError) throw cluster;
  const question = doubt(cluster);
  if (question !== null && !(await options.confirm(question))) return null;
  return finish(cluster, 'found', options, machine);
}

async function ownUp(options: Options, machine: Machine): Promise<Up> {
  const engine = await machine.engine();
  if (engine instanceof MissingError) throw engine;
  const { output, signal } = options;
  const work = { machine, engine, output, signal };
  const nodes = await ownNodes(machine);
  const did = nodes.length === 0 ? 'created' : nodes.every(({ running }) => running) ? 'found' : 'started';
  try {
    const cluster = await makeReady(work, nodes, did);
    return await finish(cluster, did, options, machine);
  } catch (thrown) {
    if (signal?.aborted && did === 'created') await deleteOwn({ ...work, signal: undefined });
    throw thrown;
  }
}

async function makeReady(work: Work, nodes: readonly NodeContainer[], did: Up['did']): Promise<Cluster> {
  const { machine, output, signal } = work;
  if (did === 'created') await createOwn(work);
  if (did === 'started') await startOwn(work, nodes);
  if (did !== 'created' && readKubeconfig([machine.ownFile]) === null) await exportOwn(work);
  const kubeconfig = readKubeconfig([machine.ownFile]);
  if (kubeconfig === null) throw new Error(`kind wrote no kubeconfig to ${machine.ownFile}`);
  const cluster = ownCluster(kubeconfig);
  if (did !== 'found') output('Waiting for the cluster’s DNS');
  await untilReady(cluster, machine, signal);
  return cluster;
}

/** Installs Istio where it was asked for, also where an earlier attempt did not come to its end. */
async function finish(cluster: Cluster, did: Up['did'], options: Options, machine: Machine): Promise<Up> {
  const { api } = machine;
  const { kubeconfig } = cluster;
  if (options.istio && !(await api.istio(kubeconfig))?.ready) await installIstio(cluster, options, machine);
  const [version, istio] = await Promise.all([api.version(kubeconfig), api.istio(kubeconfig)]);
  return { cluster, did, version, istio };
}

/** The API server answers, and names of Services can be resolved. */
async function untilReady({ kubeconfig }: Cluster, { api }: Machine, signal?: AbortSignal): Promise<void> {
  // Until it is there it refuses connections, or lets nobody in.
  const look = () => api.dnsReady(kubeconfig).catch((thrown: unknown) => thrown);
  const { met, last } = await retryUntil(look, seen => seen === true, {
    deadlineMs: READY_MS,
    everyMs: 250,
    signal,
  });
  if (met) return;
  throw new MissingError(`The cluster did not become ready within ${READY_MS / 60_000} minutes.`, {
    details: last instanceof Error ? [last.message] : ['Its DNS server (CoreDNS) does not run.'],
    fix: 'microlab cluster down   and then   microlab cluster up   make it anew.',
  });
}
