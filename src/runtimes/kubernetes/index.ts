import type Docker from 'dockerode';
import { MissingError } from '../../errors.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { ClusterChoice, Job, Runtime } from '../runtime.ts';
import { composePlugin, type Engine, findEngine } from '../shared/engine/engine.ts';
import { LABEL, thisHost } from '../shared/engine/labels.ts';
import { fromRegistry, type Supplies } from '../shared/engine/supplies.ts';
import { Api, removeNamespace } from './api.ts';
import { api } from './cluster/api.ts';
import { doubt } from './cluster/cluster.ts';
import { findCluster } from './cluster/find.ts';
import { deliveryFor, OWN_PREFIX } from './delivery/index.ts';
import { KubernetesEnvironment } from './environment.ts';
import { Handover } from './handover.ts';
import { Images } from './images.ts';
import { Isolation } from './isolation.ts';
import { ownWork, strangersWork } from './work.ts';

/** How the work of others is held: see policy/ too. */
interface Strangers {
  /** Where their images are built: an engine of its own, and what brings bases into it. */
  readonly engine: Engine;
  readonly supplies: Supplies;
  /** Base images that are allowed beside the usual ones. */
  readonly images: readonly string[];
  /** It is run although the cluster keeps it from no network. */
  readonly acceptOpenNetwork: boolean;
}

async function found<T>(looking: Promise<T | MissingError>): Promise<T> {
  const outcome = await looking;
  if (outcome instanceof MissingError) throw outcome;
  return outcome;
}

/**
 * Verifies on a Kubernetes cluster: images built by Docker and brought there, pods in a namespace of the run's own.
 * @param strangers the work is that of others
 */
export function kubernetes({ context, registry, yes }: ClusterChoice = {}, strangers?: Strangers): Runtime {
  const theCluster = () => findCluster({ context });
  let isolation: Isolation | null = null;
  return {
    name: 'kubernetes',
    capabilities: capabilitiesOf.kubernetes,
    // A node's work for a new pod does not show in this process, and comes late.
    crowd: 3,
    async missing({ mesh }) {
      const engine = await findEngine();
      if (engine instanceof MissingError) return engine;
      const plugin = await composePlugin();
      if (plugin) return plugin;
      const cluster = await theCluster();
      if (cluster instanceof MissingError) return cluster;
      const question = doubt(cluster);
      if (question !== null && !yes) return new MissingError(question, { fix: 'If it may be used: --yes' });
      if (!mesh || (await api.istio(cluster.kubeconfig))) return null;
      return new MissingError(`There is no Istio in the cluster ${cluster.name}.`, {
        fix: 'microlab cluster up --with istio',
      });
    },
    async open(job: Job) {
      const [engine, cluster] = await Promise.all([found(findEngine()), found(theCluster())]);
      const { manifests, project, notes } = await (strangers
        ? strangersWork(job, strangers.images)
        : ownWork(job));
      for (const note of notes) job.note(note);
      const { docker, env } = engine;
      const output = (line: string) => job.output(line);
      const delivery = await deliveryFor(cluster, { docker, env, output, registry });
      const workshop = strangers ?? { engine, supplies: fromRegistry(engine) };
      const parts = {
        job,
        engine,
        config: cluster.kubeconfig,
        delivery,
        manifests,
        images: new Images(job, { ...workshop, strangers: strangers !== undefined }, project),
      };
      if (!strangers) return new KubernetesEnvironment({ ...parts, strangers: null });
      isolation ??= new Isolation(cluster.name, strangers.acceptOpenNetwork);
      const { scratch: folder, signal } = job;
      const handover = new Handover({ from: strangers.engine.docker, to: docker, delivery, folder, signal });
      return new KubernetesEnvironment({ ...parts, strangers: { isolation, handover } });
    },
    async sweep(isAlive) {
      const cluster = new Api((await found(theCluster())).kubeconfig);
      const { items } = await cluster.list('v1', 'Namespace', {
        labels: `${LABEL.run},${LABEL.host}=${thisHost}`,
      });
      const swept = await Promise.all(
        items.map(async ({ metadata: { name, annotations } }) => {
          if (await isAlive(annotations?.[LABEL.alive] ?? '')) return [];
          await removeNamespace(cluster, name);
          return [`namespace ${name}`];
        }),
      );
      return swept.flat();
    },
    async prune() {
      const [engine, cluster] = await Promise.all([found(findEngine()), found(theCluster())]);
      // What a run has brought and not started yet has no pod.
      const { items } = await new Api(cluster.kubeconfig).list('v1', 'Namespace', { labels: LABEL.run });
      if (items.length > 0) return [];
      const { docker, env } = engine;
      const delivery = await deliveryFor(cluster, { docker, env, output: () => {}, registry });
      return [...(await delivery.prune()), ...(await pruneEngine(docker))];
    },
  };
}

/** The names of images for a cluster that killed runs left in the engine. Those that a container has stay. */
async function pruneEngine(docker: Docker): Promise<string[]> {
  const images = await docker.listImages({ filters: JSON.stringify({ reference: [`${OWN_PREFIX}*`] }) });
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter(name => name.startsWith(OWN_PREFIX));
  const removed = names.map(name =>
    docker
      .getImage(name)
      .remove()
      .then(
        () => [`image ${name}`],
        () => [],
      ),
  );
  return (await Promise.all(removed)).flat();
}
