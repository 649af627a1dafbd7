import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { MissingError } from '../../../errors.ts';
import { isHere } from '../../shared/engine/fetch.ts';
import { deliveryFor } from '../delivery/index.ts';
import type { Cluster } from './cluster.ts';
import { definedOf } from './kind.ts';
import type { Machine } from './machine.ts';
import { MESH_SETTINGS } from './mesh.ts';

interface Options {
  output(line: string): void;
  signal?: AbortSignal;
}

const INSTALL =
  'Install istioctl: see “Download the Istio release” at istio.io. It has to match the cluster’s version of Kubernetes.';

/** Installs the control plane of a mesh. Of its images, those that Docker has here are brought in, so that nothing is fetched twice. */
export async function installIstio(
  cluster: Cluster,
  { output, signal }: Options,
  machine: Machine,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'microlab-istio-'));
  try {
    const settings = join(folder, 'mesh.yaml');
    await writeFile(settings, MESH_SETTINGS);
    const istioctl = async (args: readonly string[], onLine?: (line: string) => void) => {
      const env = definedOf(machine.env);
      const options = { env, ...(onLine && { onLine }), ...(signal && { signal }) };
      const { code, lines } = await machine.run('istioctl', args, options);
      if (code === null) throw new MissingError('The program istioctl is missing.', { fix: INSTALL });
      if (code === 0) return lines;
      throw new MissingError(`Istio could not be installed: istioctl ${args[0]} ended with ${code}.`, {
        details: lines.filter(line => line.trim() !== '').slice(-12),
        fix: 'istioctl version   and   istioctl x precheck   say whether it fits the cluster.',
      });
    };
    const at = ['--context', cluster.context, ...(cluster.own ? ['--kubeconfig', machine.ownFile] : [])];
    const manifest = await istioctl(['manifest', 'generate', '--filename', settings]);
    await bring(cluster, imagesIn(manifest.join('\n')), machine, output);
    output('Installing Istio');
    const say = (line: string) => void (/^(- |✔)/.test(line.trim()) && output(line.trim()));
    await istioctl(['install', '--skip-confirmation', '--filename', settings, ...at], say);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bring(
  cluster: Cluster,
  images: readonly string[],
  machine: Machine,
  output: (line: string) => void,
): Promise<void> {
  const engine = await machine.engine();
  if (engine instanceof MissingError) return;
  const here = await thoseHere(engine.docker, images);
  if (here.length === 0) return;
  const { docker, env } = engine;
  // A cluster into which nothing can be brought fetches them itself.
  if (cluster.provider === 'unknown') return;
  await (await deliveryFor(cluster, { docker, env, output })).deliver(here);
}

async function thoseHere(docker: Docker, images: readonly string[]): Promise<string[]> {
  const found = await Promise.all(images.map(async image => ((await isHere(docker, image)) ? [image] : [])));
  return found.flat();
}

/** The control plane's image, and the sidecar's, which has the same registry and tag. */
export function imagesIn(manifest: string): string[] {
  const [, hub, tag] = /\bimage:\s*["']?(\S+)\/pilot:([^\s"']+)/.exec(manifest) ?? [];
  return hub === undefined || tag === undefined ? [] : [`${hub}/pilot:${tag}`, `${hub}/proxyv2:${tag}`];
}
