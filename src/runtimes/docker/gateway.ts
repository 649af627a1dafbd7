import type Docker from 'dockerode';
import { helperImage } from '../shared/engine/helper-image.ts';
import { Helper } from '../shared/helper.ts';
import { attach } from './attach.ts';

interface Place {
  name: string;
  network: string;
  labels: Record<string, string>;
  /** Further names of it on the network. */
  aliases?: readonly string[];
}

/**
 * Starts the helper in the services' network and talks to it over the engine's own connection: no port is published,
 * so it works in a network without a way out and on an engine that is far away. It ends when this process does.
 */
export async function startHelper(
  docker: Docker,
  { name, network, labels, aliases = [] }: Place,
): Promise<Helper> {
  const container = await docker.createContainer({
    name,
    Image: helperImage(),
    Labels: labels,
    OpenStdin: true,
    StdinOnce: true,
    HostConfig: { NetworkMode: network, Init: true },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [...aliases] } } },
  });
  const { stdin, stdout, stderr } = await attach(docker, container);
  await container.start();
  const helper = new Helper(stdout, stdin, stderr);
  await helper.ready();
  return helper;
}

/** Runs one command of the helper's image beside a container: in its network or among its processes. Returns what it printed. */
export async function runBeside(
  docker: Docker,
  where: { NetworkMode?: string; PidMode?: string },
  labels: Record<string, string>,
  code: string,
): Promise<string> {
  const container = await docker.createContainer({
    Image: helperImage(),
    Cmd: ['python3', '-c', code],
    Labels: labels,
    HostConfig: { NetworkMode: 'none', ...where },
  });
  try {
    await container.start();
    await container.wait();
    return plainText(await container.logs({ stdout: true, stderr: true }));
  } finally {
    await container.remove({ force: true });
  }
}

/** What a container without a terminal printed: the engine puts a header of eight bytes before each piece. */
export function plainText(framed: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= framed.length; ) {
    const length = framed.readUInt32BE(at + 4);
    parts.push(framed.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(parts).toString('utf8');
}
