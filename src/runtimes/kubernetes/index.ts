import { MissingError } from '../../errors.ts';
import { readManifests } from '../../policy/manifests/index.ts';
import { capabilitiesOf } from '../capabilities.ts';
import type { Job, Runtime } from '../runtime.ts';
import { composePlugin, findEngine } from '../shared/engine/engine.ts';
import { LABEL, thisHost } from '../shared/engine/labels.ts';
import { Api } from './api.ts';
import { findCluster } from './cluster/find.ts';
import { deliveryFor } from './delivery/index.ts';
import { KubernetesEnvironment } from './environment.ts';
import { Images, readBuilds } from './images.ts';

async function found<T>(looking: Promise<T | MissingError>): Promise<T> {
  const outcome = await looking;
  if (outcome instanceof MissingError) throw outcome;
  return outcome;
}

const MESH = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'istiod', namespace: 'istio-system' },
};

/** Verifies on a Kubernetes cluster: images built by Docker and brought there, pods in a namespace of the run's own. */
export const kubernetes: Runtime = {
  name: 'kubernetes',
  capabilities: capabilitiesOf.kubernetes,
  async missing({ mesh }) {
    const engine = await findEngine();
    if (engine instanceof MissingError) return engine;
    const plugin = await composePlugin();
    if (plugin) return plugin;
    const cluster = await findCluster();
    if (cluster instanceof MissingError) return cluster;
    if (!mesh || (await new Api(cluster.kubeconfig).read(MESH))) return null;
    return new MissingError(`There is no Istio in the cluster ${cluster.name}.`, {
      fix: 'npx microlab cluster up --with istio',
    });
  },
  async open(job: Job) {
    const [engine, cluster] = await Promise.all([found(findEngine()), found(findCluster())]);
    const services = Object.entries(job.services).flatMap(([name, { orElse }]) =>
      orElse === null ? [name] : [],
    );
    const [{ manifests, notes }, project] = await Promise.all([
      readManifests(job.workspace, 'own'),
      readBuilds(job.workspace, services),
    ]);
    for (const note of [...notes, ...project.notes]) job.note(note);
    const delivery = await deliveryFor(cluster, { docker: engine.docker, output: line => job.output(line) });
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
    const cluster = await found(findCluster());
    const api = new Api(cluster.kubeconfig);
    const labels = `${LABEL.run},${LABEL.host}=${thisHost}`;
    const { items } = await api.list('v1', 'Namespace', { labels });
    const swept = await Promise.all(
      items.map(async ({ metadata: { name, annotations } }) => {
        if (await isAlive(annotations?.[LABEL.alive] ?? '')) return [];
        await api.remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
        return [`namespace ${name}`];
      }),
    );
    return swept.flat();
  },
};
