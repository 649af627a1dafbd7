import type Docker from 'dockerode';
import { retryUntil } from '../../../platform/retry.ts';
import type { LocalImage } from './archive.ts';
import { OWN_PREFIX, type Prunable } from './delivery.ts';
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
  return readImages(await crictl(docker, node, ['images', '--output', 'json']));
}

/** Its own deadline of two seconds is too short for a node with much to do. */
async function crictl(docker: Docker, node: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await execIn(docker, node, ['crictl', '--timeout', '60s', ...args]);
  if (code !== 0) throw new Error(`crictl ${args[0]} failed on the node ${node}: ${stderr.trim()}`);
  return stdout;
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
    const found = there.filter(({ names }) => names.includes(full));
    return !found.some(({ id }) => ids.has(id) || ids.has(targets.get(full) ?? ''));
  });
}

/** The ids under which nodes have an image of this name. */
export function idsOf(name: string, there: readonly NodeImage[]): string[] {
  return there.filter(({ names }) => names.includes(fullName(name))).map(({ id }) => id);
}

/** The images that have no name but ours, none that is to stay, and no container. */
export function prunable(
  there: readonly NodeImage[],
  { keep = [], only }: Prunable = {},
  used: ReadonlySet<string> = new Set(),
): NodeImage[] {
  const kept = new Set(keep.map(fullName));
  const wanted = only && new Set(only.map(fullName));
  const goes = (name: string) => !kept.has(name) && (wanted?.has(name) ?? true);
  const ours = fullName(`${OWN_PREFIX}x`).replace(/x:latest$/, '');
  return there.filter(
    ({ id, names }) =>
      !used.has(id) && names.length > 0 && names.every(name => name.startsWith(ours) && goes(name)),
  );
}

/** Containers that have just ended are listed a little longer. */
const ENDED_MS = 10_000;

/**
 * Removes images from a node by id, so that their layers go too; says which. Those that a container has stay; for a moment
 * it is waited for those that are named to be free.
 */
export async function pruneNode(docker: Docker, node: string, which?: Prunable): Promise<string[]> {
  const look = async () => {
    const [there, containers] = await Promise.all([
      imagesOf(docker, node),
      crictl(docker, node, ['ps', '--all', '--output', 'json']),
    ]);
    const free = prunable(there, which, readUsed(containers));
    return { free, held: prunable(there, which).length - free.length };
  };
  const { last } = await retryUntil(look, ({ held }) => held === 0 || which?.only === undefined, {
    deadlineMs: ENDED_MS,
    everyMs: 500,
  });
  const old = last.free;
  if (old.length === 0) return [];
  await crictl(docker, node, ['rmi', ...old.map(({ id }) => id)]);
  return old.flatMap(({ names }) => names.map(name => `image ${name} on ${node}`));
}

/** The ids of the images that containers have, of `crictl ps`. */
export function readUsed(json: string): Set<string> {
  const { containers = [] } = JSON.parse(json) as { containers?: { imageRef: string }[] };
  return new Set(containers.map(({ imageRef }) => withAlgorithm(imageRef)));
}
