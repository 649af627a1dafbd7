import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import prettyBytes from 'pretty-bytes';
import tar from 'tar-stream';
import { WorkFault } from '../../errors.ts';
import { localImages, saveImages } from './delivery/archive.ts';
import type { Delivery } from './delivery/index.ts';
import { fullName } from './delivery/names.ts';
import { inTurn } from './delivery/turns.ts';

interface Way {
  /** The engine in which strangers' images are built. */
  from: Docker;
  /** The engine from which the cluster gets them. */
  to: Docker;
  delivery: Delivery;
  /** A folder of the run's own. */
  folder: string;
  signal: AbortSignal;
}

/** An image that is larger would fill the disks of the machine and of the nodes. */
const MOST_BYTES = 2 * 2 ** 30;

/** How many runs of this process use an image: two submissions may well be the same. */
const holders = new Map<string, number>();

/** Takes the images of a run from the engine that built them into a cluster, and away again. */
export class Handover {
  readonly #way: Way;
  readonly #held: string[] = [];

  constructor(way: Way) {
    this.#way = way;
  }

  /** Throws WorkFault where an image is too large. */
  async bring(names: readonly string[]): Promise<void> {
    for (const name of names) {
      this.#held.push(name);
      holders.set(name, (holders.get(name) ?? 0) + 1);
      await inTurn(name, async () => {
        await this.#hand(name);
        await this.#way.delivery.deliver([name]);
      });
    }
  }

  /** Removes them from the engine and from the nodes, unless another run has them too. The pods must be gone. */
  async close(): Promise<void> {
    const { to, delivery } = this.#way;
    for (const name of this.#held.splice(0)) {
      const left = (holders.get(name) ?? 1) - 1;
      if (left > 0) holders.set(name, left);
      else holders.delete(name);
      await inTurn(name, async () => {
        if (holders.has(name)) return;
        // What cannot be removed now goes with `microlab clean`.
        await to
          .getImage(name)
          .remove()
          .catch(() => {});
        await delivery.prune({ only: [name] }).catch(() => {});
      });
    }
  }

  async #hand(name: string): Promise<void> {
    const { from, to, folder, signal } = this.#way;
    const { Size } = await from.getImage(name).inspect();
    if (Size > MOST_BYTES) throw tooLarge(name, Size);
    const file = join(folder, 'image.tar');
    try {
      const archive = await saveImages(from, await localImages(from, [name]));
      await pipeline(archive, atMost(MOST_BYTES * 1.5, name), createWriteStream(file), { signal });
      await insistOnName(file, name);
      const loading = await to.loadImage(createReadStream(file));
      await new Promise<void>((resolve, reject) =>
        to.modem.followProgress(loading, error => (error ? reject(error) : resolve())),
      );
    } finally {
      await rm(file, { force: true });
    }
  }
}

const tooLarge = (name: string, bytes: number) =>
  new WorkFault(
    `The image ${name} is too large for the cluster: at most ${prettyBytes(MOST_BYTES)} are brought there.`,
    { expected: `at most ${prettyBytes(MOST_BYTES)}`, actual: prettyBytes(bytes) },
  );

/** What the engine says of its sizes is one thing, and what it sends another. */
function atMost(bytes: number, name: string): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      seen += chunk.length;
      if (seen > bytes) done(tooLarge(name, seen));
      else done(null, chunk);
    },
  });
}

const LISTS = ['manifest.json', 'index.json', 'repositories'];
const MAX_LIST = 1024 * 1024;

/** An archive says itself under which names its images go in: another one could take the place of somebody else's image. */
export async function insistOnName(file: string, name: string): Promise<void> {
  const names: string[] = [];
  for await (const entry of createReadStream(file).pipe(tar.extract())) {
    const { name: path, size = 0, type } = entry.header;
    const list = posix.basename(path);
    if (!LISTS.includes(list)) {
      entry.resume();
      continue;
    }
    // A link could lead to another list, or another way to this one.
    if (type !== 'file' || size > MAX_LIST || posix.normalize(path) !== list)
      throw new Error(`the archive of the image ${name} holds something odd at ${path}`);
    names.push(...namesIn(list, JSON.parse(await text(entry))));
  }
  const other = names.find(one => fullName(one) !== fullName(name));
  if (names.length === 0 || other !== undefined)
    throw new Error(`the archive of the image ${name} holds one that is called ${other ?? 'nothing'}`);
}

function namesIn(list: string, value: unknown): string[] {
  if (list === 'manifest.json')
    return (value as { RepoTags?: string[] | null }[]).flatMap(({ RepoTags }) => RepoTags ?? []);
  if (list === 'repositories')
    return Object.entries(value as Record<string, Record<string, string>>).flatMap(([repository, tags]) =>
      Object.keys(tags).map(tag => `${repository}:${tag}`),
    );
  const { manifests = [] } = value as { manifests?: { annotations?: Record<string, string> }[] };
  return manifests.flatMap(({ annotations }) => annotations?.['io.containerd.image.name'] ?? []);
}
