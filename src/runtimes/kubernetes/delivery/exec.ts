import { type Duplex, type Readable, Writable } from 'node:stream';
import type Docker from 'dockerode';
import { retryUntil } from '../../../platform/retry.ts';

export interface Executed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a container to its end, with a stream as its standard input where one is given. */
export async function execIn(
  docker: Docker,
  container: string,
  command: readonly string[],
  input?: Readable,
): Promise<Executed> {
  const exec = await docker.getContainer(container).exec({
    Cmd: [...command],
    AttachStdin: input !== undefined,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: true, stdin: input !== undefined });
  const [stdout, stderr] = [collect(), collect()];
  docker.modem.demuxStream(stream, stdout.sink, stderr.sink);
  await conversation(stream, input);
  const { last } = await retryUntil(
    () => exec.inspect(),
    ({ Running }) => !Running,
    {
      deadlineMs: 10_000,
      everyMs: 20,
    },
  );
  return { code: last.ExitCode ?? -1, stdout: stdout.text(), stderr: stderr.text() };
}

/** Feeds the program and waits until it has said everything. */
async function conversation(stream: Duplex, input: Readable | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    // A program that ends early closes its input: its exit code and its words say more than the broken pipe.
    stream.once('error', () => resolve());
    input?.once('error', reject);
    input?.pipe(stream);
  }).finally(() => {
    input?.destroy();
    stream.destroy();
  });
}

function collect() {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { sink, text: () => Buffer.concat(chunks).toString('utf8') };
}
