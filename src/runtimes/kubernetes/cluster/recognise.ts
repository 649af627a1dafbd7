import type { KubeConfig } from '@kubernetes/client-node';
import { NODE_LABELS, type ProviderName } from './cluster.ts';
import type { Machine } from './machine.ts';

interface Identity {
  provider: ProviderName;
  name: string;
}

/**
 * Whose cluster a context is. A name alone proves nothing: kind's and k3d's nodes have to be containers of this machine's
 * Docker engine, minikube's certificates or profiles have to be here, Docker Desktop has to be at this machine's own address.
 */
export async function recognise(
  kubeconfig: KubeConfig,
  context: string,
  machine: Pick<Machine, 'nodes' | 'run'>,
): Promise<Identity> {
  const unknown: Identity = { provider: 'unknown', name: context };
  const entry = kubeconfig.getContextObject(context);
  const cluster = entry && kubeconfig.getCluster(entry.cluster);
  if (!cluster) return unknown;

  for (const provider of ['kind', 'k3d'] as const) {
    const name = context.startsWith(`${provider}-`) ? context.slice(provider.length + 1) : '';
    if (name === '') continue;
    const nodes = await machine.nodes(`${NODE_LABELS[provider]}=${name}`);
    return nodes.length > 0 ? { provider, name } : unknown;
  }
  const { host, hostname } = hostOf(cluster.server);
  if (context === 'docker-desktop') {
    const here = ['kubernetes.docker.internal', '127.0.0.1', 'localhost'].includes(hostname);
    return here ? { provider: 'docker-desktop', name: context } : unknown;
  }
  if (/[\\/]\.minikube[\\/]/.test(cluster.caFile ?? '')) {
    const certificate = kubeconfig.getUser(entry.user)?.certFile ?? '';
    const profile = /[\\/]profiles[\\/]([^\\/]+)[\\/][^\\/]+$/.exec(certificate)?.[1];
    return { provider: 'minikube', name: profile ?? context };
  }
  const profile = (await minikubeServers(machine)).get(host);
  return profile === undefined ? unknown : { provider: 'minikube', name: profile };
}

function hostOf(server: string): { host: string; hostname: string } {
  return URL.canParse(server) ? new URL(server) : { host: '', hostname: '' };
}

/** The profiles of minikube by `address:port` of their API servers; none where minikube is not here. */
async function minikubeServers({ run }: Pick<Machine, 'run'>): Promise<Map<string, string>> {
  const { code, lines } = await run('minikube', ['profile', 'list', '--light', '--output', 'json']);
  const json = lines.find(line => line.startsWith('{'));
  if (code !== 0 || json === undefined) return new Map();
  return readProfiles(json);
}

interface Profiles {
  valid?: { Name: string; Config?: { Nodes?: { IP?: string; Port?: number }[] } }[];
}

function readProfiles(json: string): Map<string, string> {
  const { valid = [] } = JSON.parse(json) as Profiles;
  return new Map(
    valid.flatMap(({ Name, Config }) =>
      (Config?.Nodes ?? []).map(({ IP, Port }) => [`${IP}:${Port}`, Name] as const),
    ),
  );
}
