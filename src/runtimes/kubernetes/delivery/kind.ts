import { MissingError } from '../../../errors.ts';
import { NODE_LABELS } from '../cluster/cluster.ts';
import { type LocalImage, localImage, saveImages } from './archive.ts';
import type { Delivery, Means } from './delivery.ts';
import { execIn } from './exec.ts';
import { imagesOf, missingFrom, nodesOf, pruneNode, readTargets } from './nodes.ts';

const IMPORT = ['ctr', '--namespace=k8s.io', 'images', 'import', '-'];
const LIST = ['ctr', '--namespace=k8s.io', 'images', 'ls'];

/** Into a kind cluster: an archive of the images, piped into the containerd of each node. Needs no program of kind's. */
export function kindDelivery(cluster: string, { docker, output }: Means): Delivery {
  const nodes = () => nodesOf(docker, `${NODE_LABELS.kind}=${cluster}`);

  async function lacking(node: string, images: readonly LocalImage[]): Promise<LocalImage[]> {
    const [there, targets] = await Promise.all([imagesOf(docker, node), execIn(docker, node, LIST)]);
    return missingFrom(images, there, readTargets(targets.stdout));
  }

  async function bring(node: string, images: readonly LocalImage[]): Promise<void> {
    const missing = await lacking(node, images);
    if (missing.length === 0) return;
    const names = missing.map(({ name }) => name).join(', ');
    output(`${node}: importing ${names}`);
    const archive = await saveImages(docker, missing);
    const { code, stdout, stderr } = await execIn(docker, node, IMPORT, archive);
    const said = (stderr.trim() || stdout.trim()).split('\n').slice(-8);
    if (code !== 0) throw refused(node, names, said);
    const left = await lacking(node, missing);
    if (left.length > 0)
      throw new Error(`${node} took ${names}, and does not list ${left.map(({ name }) => name).join(', ')}`);
  }

  return {
    async deliver(images) {
      const local = await Promise.all([...new Set(images)].map(image => localImage(docker, image)));
      for (const node of await nodes()) await bring(node, local);
    },
    reference: image => image,
    async prune(keep = []) {
      const removed: string[] = [];
      for (const node of await nodes()) removed.push(...(await pruneNode(docker, node, keep)));
      return removed;
    },
  };
}

function refused(node: string, names: string, said: string[]): Error {
  const text = said.join('\n');
  if (/no space left on device/i.test(text))
    return new MissingError(`The disk is full: the node ${node} could not take ${names}.`, {
      details: said,
      fix: 'docker system df   shows what takes the space; microlab clean   removes what microlab left.',
    });
  if (/content digest \S+ ?: ?not found/.test(text))
    return new MissingError(`The node ${node} could not take ${names}: parts of it are not here.`, {
      details: said,
      fix: 'Docker’s containerd image store keeps images for platforms that were never fetched. docker pull the image again, or switch that store off (Docker Desktop: Settings, General).',
    });
  return new Error(`the node ${node} could not take ${names}: ${text}`);
}
