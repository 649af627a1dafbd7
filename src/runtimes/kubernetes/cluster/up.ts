import { MissingError } from '../../../errors.ts';
import { retryUntil } from '../../../platform/retry.ts';
import { type Cluster, doubt, OWN_CONTEXT } from './cluster.ts';
import { findCluster, ownCluster } from './find.ts';
import { installIstio } from './istio.ts';
import { createOwn, exportOwn, ownNodes, startOwn } from './kind.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { type Machine, thisMachine } from './machine.ts';

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
  /** The version of its Istio, where it has one. */
  readonly istio: string | null;
}

const READY_MS = 180_000;

/** Makes microlab's own cluster, or looks whether the one that was named answers. Null where the person said no. */
export async function clusterUp(options: Options, machine: Machine = thisMachine()): Promise<Up | null> {
  const named = options.context || machine.env.MICROLAB_CONTEXT;
  const found =
    named && named !== OWN_CONTEXT ? await findNamed(named, machine) : await own(options, machine);
  const question = doubt(found.cluster);
  if (question !== null && !(await options.confirm(question))) return null;

  const { cluster } = found;
  if (options.istio && (await machine.api.istio(cluster.kubeconfig)) === null)
    await installIstio(cluster, options, machine);
  const [version, istio] = await Promise.all([
    machine.api.version(cluster.kubeconfig),
    machine.api.istio(cluster.kubeconfig),
  ]);
  return { ...found, version, istio };
}

async function findNamed(context: string, machine: Machine): Promise<Pick<Up, 'cluster' | 'did'>> {
  const cluster = await findCluster({ context }, machine);
  if (cluster instanceof MissingError) throw cluster;
  return { cluster, did: 'found' };
}

async function own({ output, signal }: Options, machine: Machine): Promise<Pick<Up, 'cluster' | 'did'>> {
  const engine = await machine.engine();
  if (engine instanceof MissingError) throw engine;
  const work = { machine, engine, output, signal };
  const nodes = await ownNodes(machine);
  const stopped = nodes.some(({ running }) => !running);
  if (nodes.length === 0) await createOwn(work);
  else if (stopped) await startOwn(work, nodes);
  if (nodes.length > 0 && readKubeconfig([machine.ownFile]) === null) await exportOwn(work);

  const kubeconfig = readKubeconfig([machine.ownFile]);
  if (kubeconfig === null) throw new Error(`kind wrote no kubeconfig to ${machine.ownFile}`);
  const cluster = ownCluster(kubeconfig);
  if (nodes.length === 0) output('Waiting for the cluster’s DNS');
  await untilReady(cluster, machine, signal);
  return { cluster, did: nodes.length === 0 ? 'created' : stopped ? 'started' : 'found' };
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
