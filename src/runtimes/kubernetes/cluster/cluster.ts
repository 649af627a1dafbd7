import type { KubeConfig } from '@kubernetes/client-node';

/** Who made a cluster: it decides how images get into it. */
export type ProviderName = 'kind' | 'k3d' | 'minikube' | 'docker-desktop' | 'unknown';

export interface Cluster {
  /** As its provider calls it: kind's and k3d's name, minikube's profile, else the context. */
  readonly name: string;
  readonly context: string;
  readonly provider: ProviderName;
  /** Its current context is `context`. */
  readonly kubeconfig: KubeConfig;
  /** Made by `microlab cluster up`, with a kubeconfig of its own. */
  readonly own: boolean;
}

/** Kind's name of microlab's own cluster. */
export const OWN_NAME = 'microlab';
export const OWN_CONTEXT = `kind-${OWN_NAME}`;

/** Kind's and k3d's nodes are containers with this label; its value is the name of the cluster. */
export const NODE_LABELS = { kind: 'io.x-k8s.kind.cluster', k3d: 'k3d.cluster' } as const;

export const PROVIDER_TITLES: Readonly<Record<ProviderName, string>> = {
  kind: 'kind',
  k3d: 'k3d',
  minikube: 'minikube',
  'docker-desktop': 'Docker Desktop',
  unknown: 'unknown',
};

/** What has to be answered with yes before a cluster is used; null where nothing has. */
export function doubt({ provider, context, kubeconfig }: Cluster): string | null {
  if (provider !== 'unknown') return null;
  const server = kubeconfig.getCurrentCluster()?.server ?? 'an unknown address';
  return `The context ${context} (${server}) is none of the development clusters that microlab knows. It may be somebody's production. Use it?`;
}
