import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MissingError } from '../../../errors.ts';
import { retryUntil } from '../../../platform/retry.ts';
import { NODE_LABELS } from '../cluster/cluster.ts';
import { type LocalImage, localImages, saveImages } from './archive.ts';
import { type Delivery, idBook, type Means } from './delivery.ts';
import { type Executed, execIn } from './exec.ts';
import { idsOf, imagesOf, missingFrom, nodesOf, pruneNode, readTargets } from './nodes.ts';
import { slimmed } from './slim.ts';
import { inTurn } from './turns.ts';

const IMPORT = ['ctr', '--namespace=k8s.io', 'images', 'import', '-'];
const CONTENT = ['ctr', '--namespace=k8s.io', 'content', 'ls', '--quiet'];
const LIST = ['ctr', '--namespace=k8s.io', 'images', 'ls'];

/** Into a kind cluster: an archive of the images, piped into the containerd of each node. Needs no program of kind's. */
export function kindDelivery(cluster: string, { docker, output }: Means, listedMs = 10_000): Delivery {
  const nodes = () => nodesOf(docker, `${NODE_LABELS.kind}=${cluster}`);
  const book = idBook();

  async function lacking(node: string, images: readonly LocalImage[]): Promise<LocalImage[]> {
    const [there, targets] = await Promise.all([imagesOf(docker, node), execIn(docker, node, LIST)]);
    const missing = missingFrom(images, there, readTargets(targets.stdout));
    for (const { name, ids } of images)
      if (!missing.some(one => one.name === name)) book.add(name, [...ids, ...idsOf(name, there)]);
    return missing;
  }

  /** Without what the node has already, where it takes that; else the archive as it is. */
  async function imported(node: string, archive: Readable): Promise<Executed> {
    const folder = await mkdtemp(join(tmpdir(), 'microlab-images-'));
    const file = join(folder, 'images.tar');
    try {
      await pipeline(archive, createWriteStream(file));
      const content = await execIn(docker, node, CONTENT);
      const slim = await slimmed(file, new Set(content.stdout.split('\n'))).catch(() => null);
      const taken = slim && (await execIn(docker, node, IMPORT, slim));
      return taken?.code === 0 ? taken : await execIn(docker, node, IMPORT, createReadStream(file));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function bring(node: string, images: readonly LocalImage[]): Promise<void> {
    const missing = await lacking(node, images);
    if (missing.length === 0) return;
    const names = missing.map(({ name }) => name).join(', ');
    output(`${node}: importing ${names}`);
    const { code, stdout, stderr } = await imported(node, await saveImages(docker, missing));
    const said = (stderr.trim() || stdout.trim()).split('\n').slice(-8);
    if (code !== 0) throw refused(node, names, said);
    // The kubelet's view of the images follows a moment later.
    const look = () => lacking(node, missing);
    const { last } = await retryUntil(look, left => left.length === 0, {
      deadlineMs: listedMs,
      everyMs: 100,
    });
    if (last.length > 0)
      throw new Error(`${node} took ${names}, and does not list ${last.map(({ name }) => name).join(', ')}`);
  }

  return {
    async deliver(images) {
      const local = await localImages(docker, images);
      const all = await nodes();
      if (all.length === 0)
        throw new MissingError(
          `No node of the kind cluster ${cluster} runs in this machine’s Docker engine.`,
          {
            fix: 'docker ps   must list them: they are stopped, or belong to another engine.',
          },
        );
      // Runs side by side often bring the same image: who comes second finds it there.
      for (const node of all) await inTurn(node, () => bring(node, local));
    },
    reference: image => image,
    ids: book.ids,
    async prune(which) {
      const removed: string[] = [];
      for (const node of await nodes()) removed.push(...(await pruneNode(docker, node, which)));
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
