import type Docker from 'dockerode';
import type { LocalImage } from './archive.ts';
import { OWN_PREFIX } from './delivery.ts';
import { execIn } from './exec.ts';
import { fullName } from './names.ts';

/** One image in a node: all its names, and the ids it goes by. */
export interface NodeImage {
  readonly id: string;
  readonly names: readonly string[];
}

/** The names of the node containers of a cluster, those that do not run left out. */
export async function nodesOf(docker: Docker, label: string, roles?: readonly string[]): Promise<string[]> {
  const containers = await docker.listContainers({ filters: JSON.stringify({ label: [label] }) });
  return containers
    .filter(({ Labels }) => roles === undefined || roles.includes(Labels['k3d.role'] ?? ''))
    .map(({ Id, Names }) => Names[0]?.slice(1) ?? Id)
    .sort();
}

/** What `crictl images` lists in a node. */
export async function imagesOf(docker: Docker, node: string): Promise<NodeImage[]> {
  const { code, stdout, stderr } = await execIn(docker, node, ['crictl', 'images', '--output', 'json']);
  if (code !== 0) throw new Error(`the images of the node ${node} cannot be listed: ${stderr.trim()}`);
  return readImages(stdout);
}

interface Listed {
  id: string;
  repoTags?: string[] | null;
}

export function readImages(json: string): NodeImage[] {
  const { images = [] } = JSON.parse(json) as { images?: Listed[] };
  return images.map(nodeImage);
}

/** What `minikube image ls --format json` prints, among whatever else it has to say. */
export function readImageList(lines: readonly string[]): NodeImage[] {
  const json = lines.find(line => line.startsWith('['));
  return json === undefined ? [] : (JSON.parse(json) as Listed[]).map(nodeImage);
}

const nodeImage = ({ id, repoTags }: Listed): NodeImage => ({ id: withAlgorithm(id), names: repoTags ?? [] });

/** The digests that `ctr images ls` gives for each name: of manifests, where `crictl` gives those of configurations. */
export function readTargets(table: string): Map<string, string> {
  const rows = table.split('\n').map(line => /^(\S+)\s+\S+\s+(sha256:[0-9a-f]{64})\s/.exec(line));
  return new Map(rows.flatMap(row => (row ? [[row[1] ?? '', row[2] ?? ''] as const] : [])));
}

const withAlgorithm = (id: string) => (id.includes(':') ? id : `sha256:${id}`);

/** Those that are not in the list under their name with the same content. */
export function missingFrom(
  images: readonly LocalImage[],
  there: readonly NodeImage[],
  targets: ReadonlyMap<string, string> = new Map(),
): LocalImage[] {
  return images.filter(({ name, ids }) => {
    const full = fullName(name);
    const target = targets.get(full);
    return !(
      there.some(image => image.names.includes(full) && ids.has(image.id)) ||
      (target !== undefined && ids.has(target))
    );
  });
}

/** The ids of images that have no name but ours, and none that is to be kept. */
export function prunable(there: readonly NodeImage[], keep: readonly string[]): NodeImage[] {
  const kept = new Set(keep.map(fullName));
  const ours = fullName(`${OWN_PREFIX}x`).replace(/x:latest$/, '');
  return there.filter(
    ({ names }) => names.length > 0 && names.every(name => name.startsWith(ours) && !kept.has(name)),
  );
}

/** Removes images from a node by id, so that their layers go too; says which. */
export async function pruneNode(docker: Docker, node: string, keep: readonly string[]): Promise<string[]> {
  const old = prunable(await imagesOf(docker, node), keep);
  if (old.length === 0) return [];
  const { code, stderr } = await execIn(docker, node, ['crictl', 'rmi', ...old.map(({ id }) => id)]);
  if (code !== 0) throw new Error(`the node ${node} did not remove old images: ${stderr.trim()}`);
  return old.flatMap(({ names }) => names.map(name => `image ${name} on ${node}`));
}
