import type Docker from 'dockerode';
import { retryUntil } from '../../../platform/retry.ts';
import { LABEL, thisHost } from './labels.ts';

/** One thing in the engine that carries our labels. */
interface Found {
  name: string;
  labels: Record<string, string>;
  /** Networks, volumes and images go after the containers that use them. */
  first: boolean;
  remove(): Promise<unknown>;
}

const DEADLINE_MS = 30_000;

async function find(docker: Docker, labels: readonly string[]): Promise<Found[]> {
  const options = { filters: JSON.stringify({ label: labels }) };
  const [containers, networks, { Volumes: volumes }, images] = await Promise.all([
    docker.listContainers({ all: true, ...options }),
    docker.listNetworks(options),
    docker.listVolumes(options),
    docker.listImages(options),
  ]);
  return [
    // Killed: nothing in them is worth the ten seconds of grace that a service takes which ignores SIGTERM.
    ...containers.map(({ Id, Names, Labels }) => ({
      name: `container ${Names[0]?.slice(1) ?? Id}`,
      labels: Labels,
      first: true,
      remove: () => docker.getContainer(Id).remove({ force: true, v: true }),
    })),
    ...networks.map(({ Id, Name, Labels }) => ({
      name: `network ${Name}`,
      labels: Labels ?? {},
      first: false,
      remove: () => docker.getNetwork(Id).remove(),
    })),
    ...(volumes ?? []).map(({ Name, Labels }) => ({
      name: `volume ${Name}`,
      labels: Labels ?? {},
      first: false,
      remove: () => docker.getVolume(Name).remove(),
    })),
    ...images.map(({ Id, RepoTags, Labels }) => ({
      name: `image ${RepoTags?.[0] ?? Id}`,
      labels: Labels ?? {},
      first: false,
      remove: () => docker.getImage(Id).remove({ force: true }),
    })),
  ];
}

/**
 * Removes every container, network, volume and image with these labels, and says what there was, a line each.
 * Looks again until there is nothing: something may be in use for a moment, or just being removed by somebody else.
 */
export async function removeLabelled(docker: Docker, labels: readonly string[]): Promise<string[]> {
  const removed = new Set<string>();
  const failures: unknown[] = [];
  const pass = async () => {
    const found = await find(docker, labels);
    failures.length = 0;
    for (const first of [true, false]) {
      const batch = found.filter(one => one.first === first);
      for (const { name } of batch) removed.add(name);
      await Promise.all(batch.map(one => one.remove().catch(thrown => failures.push(thrown))));
    }
    return found.length;
  };
  const { met } = await retryUntil(pass, left => left === 0, { deadlineMs: DEADLINE_MS, everyMs: 20 });
  if (!met) throw failures[0] ?? new Error(`what is labelled ${labels.join(' ')} could not be removed`);
  return [...removed];
}

interface Run {
  id: string;
  /** Where its process listens as long as it lives. */
  alive: string;
  kept: boolean;
}

/** The runs of this machine that have something in the engine. */
export async function runsOf(docker: Docker): Promise<Run[]> {
  const runs = new Map<string, Run>();
  for (const { labels } of await find(docker, [`${LABEL.host}=${thisHost}`])) {
    const id = labels[LABEL.run];
    if (id !== undefined) runs.set(id, { id, alive: labels[LABEL.alive] ?? '', kept: LABEL.kept in labels });
  }
  return [...runs.values()];
}
