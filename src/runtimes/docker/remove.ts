import type Docker from 'dockerode';
import { LABEL, thisHost } from './labels.ts';

type Filters = Record<string, string[]>;

/** What the engine says where something is already gone, or on its way: no error when one wants it gone. */
const isGone = (thrown: unknown) => [404, 409].includes((thrown as { statusCode?: number }).statusCode ?? 0);

async function gone(removal: Promise<unknown>): Promise<void> {
  await removal.catch(thrown => {
    if (!isGone(thrown)) throw thrown;
  });
}

/**
 * Removes every container, network, volume and image with these labels, and says what there was, a line each.
 * Containers are killed: nothing in them is worth the ten seconds of grace that a service takes which ignores SIGTERM.
 */
export async function removeLabelled(docker: Docker, labels: readonly string[]): Promise<string[]> {
  const filters: Filters = { label: [...labels] };
  const options = { filters: JSON.stringify(filters) };
  const [containers, networks, { Volumes: volumes }, images] = await Promise.all([
    docker.listContainers({ all: true, ...options }),
    docker.listNetworks(options),
    docker.listVolumes(options),
    docker.listImages(options),
  ]);
  await Promise.all(containers.map(({ Id }) => gone(docker.getContainer(Id).remove({ force: true, v: true }))));
  await Promise.all([
    ...networks.map(({ Id }) => gone(docker.getNetwork(Id).remove())),
    ...(volumes ?? []).map(({ Name }) => gone(docker.getVolume(Name).remove())),
    ...images.map(({ Id }) => gone(docker.getImage(Id).remove({ force: true }))),
  ]);
  return [
    ...containers.map(({ Names, Id }) => `container ${Names[0]?.slice(1) ?? Id}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...images.map(({ RepoTags, Id }) => `image ${RepoTags?.[0] ?? Id}`),
  ];
}

/** The runs of this machine that have left something in the engine; `kept` selects what was left running on purpose. */
export async function runsOf(docker: Docker, { kept }: { kept: boolean }): Promise<string[]> {
  const options = { filters: JSON.stringify({ label: [`${LABEL.host}=${thisHost}`] }) };
  const [containers, networks, { Volumes: volumes }, images] = await Promise.all([
    docker.listContainers({ all: true, ...options }),
    docker.listNetworks(options),
    docker.listVolumes(options),
    docker.listImages(options),
  ]);
  const labels = [...containers, ...networks, ...(volumes ?? []), ...images].map(({ Labels }) => Labels ?? {});
  const keptRuns = new Set(labels.filter(label => LABEL.kept in label).map(label => label[LABEL.run]));
  const runs = new Set(labels.flatMap(label => label[LABEL.run] ?? []));
  return [...runs].filter(run => keptRuns.has(run) === kept);
}
