import type { Delivery, Means } from './delivery.ts';
import { tool } from './tool.ts';

/** A registry as this machine names it, and as the cluster's nodes do. */
export interface Registry {
  readonly host: string;
  readonly fromNodes: string;
}

/** Into any cluster that can pull from a registry to which this machine may push. Tested against recorded output. */
export function registryDelivery(
  { host, fromNodes }: Registry,
  { docker, env, run, output }: Means,
): Delivery {
  // The docker command, and not the engine's own push: it knows the user's log-in.
  const command = tool('docker', {
    run,
    env,
    output,
    fix: 'Install the docker command (package docker-ce-cli or docker-cli).',
  });
  const named = (prefix: string, image: string) => `${prefix.replace(/\/+$/, '')}/${image}`;
  return {
    async deliver(images) {
      for (const image of new Set(images)) {
        const target = named(host, image);
        const { repo, tag } = split(target);
        await docker.getImage(image).tag({ repo, tag });
        await command(['push', target]);
      }
    },
    reference: image => named(fromNodes, image),
    // A registry belongs to somebody: what is in it stays.
    prune: async () => [],
  };
}

function split(image: string): { repo: string; tag: string } {
  const at = image.lastIndexOf(':');
  return at > image.lastIndexOf('/')
    ? { repo: image.slice(0, at), tag: image.slice(at + 1) }
    : { repo: image, tag: 'latest' };
}

/** Reads the ConfigMap `kube-public/local-registry-hosting`, by which a cluster says which local registry it pulls from. */
export function readHosting(text: string): Registry | null {
  const value = (key: string) => new RegExp(`^\\s*${key}:\\s*["']?([^"'\\s#]+)`, 'm').exec(text)?.[1];
  const host = value('host');
  if (host === undefined) return null;
  return { host, fromNodes: value('hostFromContainerRuntime') ?? host };
}
