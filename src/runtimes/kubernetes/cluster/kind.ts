import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MissingError } from '../../../errors.ts';
import type { Engine } from '../../shared/engine/engine.ts';
import { NODE_LABELS, OWN_NAME } from './cluster.ts';
import type { Machine, NodeContainer } from './machine.ts';

export interface Work {
  machine: Machine;
  engine: Engine;
  /** A line of what kind prints. */
  output(line: string): void;
  signal?: AbortSignal | undefined;
}

const INSTALL =
  'Install kind: go install sigs.k8s.io/kind@latest, or see “Installation” at kind.sigs.k8s.io. Or name a cluster that you have: microlab cluster up --context NAME';

// Processes without end in one pod must not be the end of the node. No other limit counts processes.
const CONFIG = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
kubeadmConfigPatches:
  - |
    kind: KubeletConfiguration
    podPidsLimit: 1024
`;

export function ownNodes({ nodes }: Pick<Machine, 'nodes'>): Promise<NodeContainer[]> {
  return nodes(`${NODE_LABELS.kind}=${OWN_NAME}`);
}

/** Makes the cluster. Where that fails, kind itself removes what it had made. */
export async function createOwn(work: Work): Promise<void> {
  const { machine, engine } = work;
  const image = await nodeImage(engine);
  await mkdir(dirname(machine.ownFile), { recursive: true, mode: 0o700 });
  const config = join(dirname(machine.ownFile), 'kind.yaml');
  await writeFile(config, CONFIG);
  const what = ['--name', OWN_NAME, '--kubeconfig', machine.ownFile, '--config', config, '--wait', '120s'];
  await kind(work, ['create', 'cluster', ...what, ...(image === null ? [] : ['--image', image])]);
  await chmod(machine.ownFile, 0o600);
}

/** Writes the kubeconfig of the cluster anew: it was made by an earlier run whose cache is gone. */
export async function exportOwn(work: Work): Promise<void> {
  const { ownFile } = work.machine;
  await mkdir(dirname(ownFile), { recursive: true, mode: 0o700 });
  await kind(work, ['export', 'kubeconfig', '--name', OWN_NAME, '--kubeconfig', ownFile]);
  await chmod(ownFile, 0o600);
}

export async function startOwn({ engine }: Work, nodes: readonly NodeContainer[]): Promise<void> {
  for (const { name, running } of nodes) if (!running) await engine.docker.getContainer(name).start();
}

export async function deleteOwn(work: Work): Promise<void> {
  const { ownFile } = work.machine;
  await kind(work, ['delete', 'cluster', '--name', OWN_NAME, '--kubeconfig', ownFile]);
  await rm(ownFile, { force: true });
}

/** The node image that Docker has here, where it is the only one: then nothing is fetched. Null leaves the choice to kind. */
async function nodeImage({ docker }: Engine): Promise<string | null> {
  const images = await docker.listImages({ filters: JSON.stringify({ reference: ['kindest/node'] }) });
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []).filter(tag => !tag.includes('<none>'));
  return names.length === 1 ? (names[0] ?? null) : null;
}

async function kind({ machine, engine, output, signal }: Work, args: readonly string[]): Promise<void> {
  const env = { ...machine.env, ...engine.env, KIND_EXPERIMENTAL_PROVIDER: 'docker' };
  const { code, lines } = await machine.run('kind', args, {
    env: definedOf(env),
    onLine(line) {
      const step = stepIn(line);
      if (step !== null) output(step);
    },
    ...(signal && { signal }),
  });
  if (code === 0) return;
  if (code === null) throw new MissingError('The program kind is missing.', { fix: INSTALL });
  throw new MissingError(
    `kind could not do its work: kind ${args.slice(0, 2).join(' ')} ended with ${code}.`,
    {
      details: lines.filter(line => line.trim() !== '').slice(-12),
      fix: 'Look at what kind says above. `docker info` shows how much memory Docker may use: a cluster needs 2 GB.',
    },
  );
}

/** The step that kind begins, without its pictures; null for lines that say something else, such as what to type next. */
export function stepIn(line: string): string | null {
  const step =
    /^\s*•\s+(.*?)\s*\.\.\.\s*$/.exec(line)?.[1] ?? /^(Deleting \S+ .*?)\s*\.\.\.$/.exec(line)?.[1];
  return step?.replace(/(\s|\p{Extended_Pictographic}|\uFE0F)+$/u, '') ?? null;
}

export function definedOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
