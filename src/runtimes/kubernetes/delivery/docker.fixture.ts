import { Duplex, Readable, type Writable } from 'node:stream';
import type Docker from 'dockerode';

interface Image {
  Id: string;
  Manifests?: { ID: string; Kind: string; Available: boolean }[];
  RepoDigests?: string[];
}

interface Answer {
  code?: number;
  stdout?: string;
  stderr?: string;
}

interface Recorded {
  images: Record<string, Image>;
  /** Running containers and their labels. */
  containers?: Record<string, Record<string, string>>;
  /** What a program in a container answers; `input` is all that it was fed. */
  exec?: (container: string, command: string, input: string) => Answer;
  containerdStore?: boolean;
  apiVersion?: string;
}

/** A Docker engine that gives recorded answers, and keeps what archives and tags it was asked for. */
export function recordedDocker({
  images,
  containers = {},
  exec = () => ({}),
  containerdStore = false,
  apiVersion = '1.48',
}: Recorded) {
  const asked = { archives: [] as object[], tags: [] as string[], commands: [] as string[] };
  const docker = {
    getImage: (name: string) => ({
      async inspect() {
        const image = images[name];
        if (!image) throw Object.assign(new Error('no such image'), { statusCode: 404 });
        return { Os: 'linux', Architecture: 'arm64', Variant: 'v8', ...image };
      },
      async tag({ repo, tag }: { repo: string; tag: string }) {
        asked.tags.push(`${name} ${repo}:${tag}`);
        images[`${repo}:${tag}`] = { ...images[name], Id: images[name]?.Id ?? '' };
      },
    }),
    async getImages(options: { names: string[] }) {
      asked.archives.push(options);
      return Readable.from([`archive of ${options.names.join(' ')}`]);
    },
    info: async () => ({
      DriverStatus: containerdStore
        ? [['driver-type', 'io.containerd.snapshotter.v1']]
        : [['Backing', 'xfs']],
    }),
    version: async () => ({ ApiVersion: apiVersion }),
    async listContainers({ filters }: { filters: string }) {
      const [wanted = ''] = (JSON.parse(filters) as { label: string[] }).label;
      return Object.entries(containers)
        .filter(([, labels]) => Object.entries(labels).some(([key, value]) => `${key}=${value}` === wanted))
        .map(([name, Labels]) => ({ Id: name, Names: [`/${name}`], Labels }));
    },
    getContainer: (container: string) => ({
      async exec({ Cmd, AttachStdin }: { Cmd: string[]; AttachStdin: boolean }) {
        const command = Cmd.join(' ');
        asked.commands.push(`${container}: ${command}`);
        let answer: Answer = {};
        return {
          start: async () => conversation(AttachStdin, input => (answer = exec(container, command, input))),
          inspect: async () => ({ Running: false, ExitCode: answer.code ?? 0 }),
        };
      },
    }),
    modem: {
      demuxStream(stream: Readable, out: Writable, err: Writable) {
        stream.on('data', (chunk: Buffer) => (chunk[0] === 1 ? out : err).write(chunk.subarray(1)));
      },
    },
  };
  return { docker: docker as unknown as Docker, asked };
}

/** A program's stream: it says everything once its input has ended. The first byte tells the stream. */
function conversation(hasInput: boolean, answer: (input: string) => Answer): Duplex {
  const chunks: Buffer[] = [];
  const finish = (stream: Duplex) => {
    const { stdout, stderr } = answer(Buffer.concat(chunks).toString('utf8'));
    for (const [mark, text] of [
      [1, stdout],
      [2, stderr],
    ] as const)
      if (text) stream.push(Buffer.concat([Buffer.from([mark]), Buffer.from(text)]));
    stream.push(null);
  };
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
    final(done) {
      finish(this);
      done();
    },
  });
  if (!hasInput) finish(stream);
  return stream;
}
