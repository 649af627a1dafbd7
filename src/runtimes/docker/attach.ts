import { PassThrough, type Readable, type Writable } from 'node:stream';
import type Docker from 'dockerode';

/** The streams of a container's first process: what it reads, and what it prints. */
export interface Attached {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
}

/** Attaches to a container that is not started yet, so that nothing of what it prints is missed. */
export async function attach(docker: Docker, container: Docker.Container): Promise<Attached> {
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
  return { stdin: stream as unknown as Writable, stdout, stderr };
}
