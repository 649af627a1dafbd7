import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Writable } from 'node:stream';
import type Docker from 'dockerode';
import { execa } from 'execa';
import { MissingError } from '../../errors.ts';
import { Helper, helperProgram } from '../shared/helper.ts';
import { isHere } from './fetch.ts';
import { LABEL } from './labels.ts';

/** The exercises' Python base image: the lab's own helper runs on it too, so that nothing else has to be fetched. */
export const HELPER_BASE = 'python:3.13-slim';
const KAFKA_CLIENT = 'confluent-kafka==2.16.1';

const DOCKERFILE = `FROM ${HELPER_BASE}
RUN pip install --no-cache-dir ${KAFKA_CLIENT}
COPY helper.py /helper.py
CMD ["python3", "-u", "/helper.py"]
`;

/** The name of the helper's image: another program or another library, another name. */
function helperImage(): string {
  return `microlab-helper:${createHash('sha256').update(DOCKERFILE).update(helperProgram()).digest('hex').slice(0, 12)}`;
}

/** Builds the helper's image unless it is here. It is kept between runs. */
export async function ensureHelperImage(
  docker: Docker,
  scratch: string,
  env: Record<string, string>,
  note: (text: string) => void,
): Promise<void> {
  const image = helperImage();
  if (await isHere(docker, image)) return;
  note(
    'Building the verifier’s helper image, once for this machine (a Python program and a Kafka client, some 20 MB).',
  );
  const context = join(scratch, 'helper');
  await mkdir(context, { recursive: true });
  await Promise.all([
    writeFile(join(context, 'Dockerfile'), DOCKERFILE),
    writeFile(join(context, 'helper.py'), helperProgram()),
  ]);
  const { exitCode, stderr } = await execa(
    'docker',
    ['build', '--quiet', '--tag', image, '--label', `${LABEL.cache}=helper`, context],
    {
      env: { ...env, DOCKER_BUILDKIT: '1' },
      reject: false,
    },
  );
  if (exitCode !== 0) {
    throw new MissingError('The verifier’s helper image could not be built.', {
      details: stderr.split('\n').slice(-8),
      fix: 'It installs one package from the Python package index: check this machine’s way there, and try again.',
    });
  }
}

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
  const stream = await container.attach({
    stream: true,
    hijack: true,
    stdin: true,
    stdout: true,
    stderr: true,
  });
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  docker.modem.demuxStream(stream, stdout, stderr);
  stream.on('end', () => stdout.end());
  await container.start();
  const helper = new Helper(stdout, stream as unknown as Writable, stderr);
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
