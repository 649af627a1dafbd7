import { MissingError } from '../../errors.ts';
import { readManifests } from '../../policy/manifests/index.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { ClusterChoice, Job, Runtime } from '../runtime.ts';
import { composePlugin, findEngine } from '../shared/engine/engine.ts';
import { LABEL, thisHost } from '../shared/engine/labels.ts';
import { Api, removeNamespace } from './api.ts';
import { api } from './cluster/api.ts';
import { doubt } from './cluster/cluster.ts';
import { findCluster } from './cluster/find.ts';
import { deliveryFor } from './delivery/index.ts';
import { KubernetesEnvironment } from './environment.ts';
import { Images, readBuilds } from './images.ts';

async function found<T>(looking: Promise<T | MissingError>): Promise<T> {
  const outcome = await looking;
  if (outcome instanceof MissingError) throw outcome;
  return outcome;
}

/** Verifies on a Kubernetes cluster: images built by Docker and brought there, pods in a namespace of the run's own. */
export function kubernetes({ context, registry, yes }: ClusterChoice = {}): Runtime {
  const theCluster = () => findCluster({ context });
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
      const services = Object.entries(job.services).flatMap(([name, { orElse }]) =>
        orElse === null ? [name] : [],
      );
      const [{ manifests, notes }, project] = await Promise.all([
        readManifests(job.workspace, 'own'),
        readBuilds(job.workspace, services),
      ]);
      // What compose files are told about ports and names means nothing here.
      for (const note of notes) job.note(note);
      const { docker, env } = engine;
      const output = (line: string) => job.output(line);
      const delivery = await deliveryFor(cluster, { docker, env, output, registry });
      const images = new Images(job, engine, project);
      return new KubernetesEnvironment({
        job,
        engine,
        config: cluster.kubeconfig,
        delivery,
        manifests,
        images,
      });
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
  };
}
