import { CoreV1Api } from '@kubernetes/client-node';
import type Docker from 'dockerode';
import { MissingError } from '../../../errors.ts';
import { run } from '../../../platform/process.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Delivery, Means } from './delivery.ts';
import { dockerDesktopDelivery } from './docker-desktop.ts';
import { k3dDelivery } from './k3d.ts';
import { kindDelivery } from './kind.ts';
import { minikubeDelivery } from './minikube.ts';
import { readHosting, registryDelivery } from './registry.ts';

export { type Delivery, OWN_PREFIX } from './delivery.ts';

interface Options {
  docker: Docker;
  /** What programs need to reach the same Docker engine: of `findEngine`. */
  env?: Record<string, string>;
  output(line: string): void;
  /** A registry to push to, such as `localhost:5000` or `registry.example.org/team`: whatever the cluster is. */
  registry?: string | undefined;
}

/** The way by which images get into a cluster. */
export async function deliveryFor(
  cluster: Cluster,
  { docker, env = {}, output, registry }: Options,
): Promise<Delivery> {
  const means: Means = { docker, env: { ...(process.env as Record<string, string>), ...env }, run, output };
  if (registry) return registryDelivery({ host: registry, fromNodes: registry }, means);
  switch (cluster.provider) {
    case 'kind':
      return kindDelivery(cluster.name, means);
    case 'k3d':
      return k3dDelivery(cluster.name, means);
    case 'minikube':
      return minikubeDelivery(cluster.name, means);
    case 'docker-desktop':
      return dockerDesktopDelivery(means);
    case 'unknown': {
      const hosting = await hostingOf(cluster);
      if (hosting) return registryDelivery(hosting, means);
      throw new MissingError(`No way is known to bring images into the cluster of ${cluster.context}.`, {
        fix: 'Name a registry to which you may push and from which the cluster may pull, with --registry.',
      });
    }
  }
}

async function hostingOf({ kubeconfig }: Cluster) {
  const found = await kubeconfig
    .makeApiClient(CoreV1Api)
    .readNamespacedConfigMap({ name: 'local-registry-hosting', namespace: 'kube-public' })
    .catch(() => null);
  return readHosting(found?.data?.['localRegistryHosting.v1'] ?? '');
}
