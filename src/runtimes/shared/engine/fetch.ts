import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import type Docker from 'dockerode';
import { execa } from 'execa';
import prettyBytes from 'pretty-bytes';
import { MissingError, messageOf, WorkFault } from '../../../errors.ts';
import type { Project } from '../../../policy/compose/index.ts';

/** The images that a Dockerfile starts from: stages of its own and `scratch` are none. */
export function basesOf(dockerfile: string): string[] {
  const stages = new Set<string>(['scratch']);
  const images: string[] = [];
  for (const from of DockerfileParser.parse(dockerfile).getFROMs()) {
    const image = from.getImage();
    // A name is that of a stage only below it: `FROM node AS node` starts from the image.
    if (image && !stages.has(image) && !image.includes('$')) images.push(image);
    const stage = from.getBuildStage();
    if (stage) stages.add(stage);
  }
  return images;
}

/** All images that the builds of a project take from, as far as is known before they are built. */
export function basesFor({ bases, services }: Pick<Project, 'bases' | 'services'>): readonly string[] {
  return (
    bases ?? Object.values(services).flatMap(({ build }) => (build ? basesOf(readDockerfile(build)) : []))
  );
}

/** The image of the last FROM that is not a stage of the file itself: what the built image adds to. */
export function baseOf(dockerfile: string): string | null {
  const froms = DockerfileParser.parse(dockerfile).getFROMs();
  let at = froms.length - 1;
  for (;;) {
    const image = froms[at]?.getImage() ?? null;
    const above = froms.slice(0, at).findLastIndex(from => from.getBuildStage() === image);
    if (image === null || above === -1) return image;
    at = above;
  }
}

export function readDockerfile(build: { context: string; dockerfile: string }): string {
  return readFileSync(join(build.context, build.dockerfile), 'utf8');
}

/** Pulls an image unless it is here. Says how much it is as soon as the registry has said so. */
export async function fetchImage(
  docker: Docker,
  image: string,
  {
    note,
    output,
    env,
  }: { note(text: string): void; output(line: string): void; env: Record<string, string> },
): Promise<void> {
  if (await isHere(docker, image)) return;
  note(`Fetching the image ${image}, once for this machine.`);
  try {
    await pull(docker, image, output);
  } catch (thrown) {
    const reason = messageOf(thrown);
    if (/denied|unauthorized|authentication required/i.test(reason)) {
      // The engine's own pull knows no log-in; the command line knows the user's.
      const { exitCode, stderr } = await execa('docker', ['pull', '--quiet', image], { env, reject: false });
      if (exitCode === 0) return;
      throw new WorkFault(`There is no image ${image} that may be fetched: ${stderr.trim() || reason}`, {
        expected: 'an image that exists',
        actual: image,
      });
    }
    if (
      /not found|manifest unknown|invalid reference/i.test(reason) &&
      !/no such host|dial tcp/i.test(reason)
    ) {
      throw new WorkFault(`There is no image ${image}: ${reason}`, {
        expected: 'an image that exists',
        actual: image,
      });
    }
    throw new MissingError(`The image ${image} could not be fetched.`, {
      details: [reason],
      fix: 'Check this machine’s way to the image registry (docker pull must work), and try again. This is not a fault of your Dockerfile.',
    });
  }
}

export async function isHere(docker: Docker, image: string): Promise<boolean> {
  return docker
    .getImage(image)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

interface Progress {
  id?: string;
  progressDetail?: { total?: number };
}

async function pull(docker: Docker, image: string, output: (line: string) => void): Promise<void> {
  const named = /:[^/]+$|@/.test(image) ? image : `${image}:latest`;
  const stream = await docker.pull(named);
  const sizes = new Map<string, number>();
  let told = 0;
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      error => (error ? reject(error) : resolve()),
      ({ id, progressDetail }: Progress) => {
        if (id && progressDetail?.total) sizes.set(id, progressDetail.total);
        const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
        if (total > told) output(`${image}: ${prettyBytes(total)} to download so far`);
        told = Math.max(told, total);
      },
    );
  });
}
