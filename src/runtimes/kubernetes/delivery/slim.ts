import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import tar from 'tar-stream';
import { fullName } from './names.ts';

interface Saved {
  Config: string;
  RepoTags: string[] | null;
  Layers: string[];
}

interface Contents {
  /** What is no layer: lists and configurations. */
  texts: Map<string, Buffer>;
  sizes: Map<string, number>;
  /** Layers that stand in the archive under another name. */
  links: Map<string, string>;
}

const OCI = 'application/vnd.oci.image';
const TEXT_BYTES = 1024 * 1024;

/**
 * An archive of `docker save` as an OCI layout, without the layers that a node has already: most of an image is its base.
 * containerd looks for what is left out among its own content. Null where there is nothing to leave out, or the archive
 * does not name its layers by their content (compressed ones).
 */
export async function slimmed(file: string, has: ReadonlySet<string>): Promise<Readable | null> {
  const contents = await look(file);
  const blobs = new Map<string, Buffer>();
  /** Layers that go along: the digest of each by its name in the archive. */
  const sent = new Map<string, string>();
  const manifests: object[] = [];
  let left = 0;
  for (const { Config, RepoTags, Layers } of JSON.parse(text(contents, 'manifest.json')) as Saved[]) {
    const config = Buffer.from(text(contents, Config));
    const { rootfs } = JSON.parse(config.toString()) as { rootfs: { diff_ids: string[] } };
    const layers = rootfs.diff_ids.map((digest, at) => {
      const name = contents.links.get(Layers[at] ?? '') ?? Layers[at] ?? '';
      if (has.has(digest)) left++;
      else sent.set(name, digest);
      return { name, mediaType: `${OCI}.layer.v1.tar`, digest, size: contents.sizes.get(name) ?? 0 };
    });
    const compressed = ({ name, digest }: (typeof layers)[number]) =>
      name.startsWith('blobs/') && !digest.endsWith(posix.basename(name));
    if (layers.some(compressed)) return null;
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: `${OCI}.manifest.v1+json`,
        config: { mediaType: `${OCI}.config.v1+json`, digest: digestOf(config), size: config.length },
        layers: layers.map(({ name: _, ...layer }) => layer),
      }),
    );
    blobs.set(digestOf(config), config).set(digestOf(manifest), manifest);
    for (const tag of RepoTags ?? [])
      manifests.push({
        mediaType: `${OCI}.manifest.v1+json`,
        digest: digestOf(manifest),
        size: manifest.length,
        annotations: { 'io.containerd.image.name': fullName(tag) },
      });
  }
  return left === 0 ? null : layout(file, { blobs, sent, manifests });
}

/** Reads the archive once; layers only by their size. */
async function look(file: string): Promise<Contents> {
  const contents: Contents = { texts: new Map(), sizes: new Map(), links: new Map() };
  for await (const entry of createReadStream(file).pipe(tar.extract())) {
    const { name, size = 0, type, linkname } = entry.header;
    contents.sizes.set(name, size);
    if (type === 'symlink' && linkname)
      contents.links.set(name, posix.normalize(posix.join(posix.dirname(name), linkname)));
    const isLayer = name.endsWith('.tar') || size > TEXT_BYTES;
    if (type === 'file' && !isLayer) contents.texts.set(name, await buffer(entry));
    else entry.resume();
  }
  return contents;
}

function layout(
  file: string,
  { blobs, sent, manifests }: { blobs: Map<string, Buffer>; sent: Map<string, string>; manifests: object[] },
): Readable {
  const pack = tar.pack();
  const path = (digest: string) => `blobs/${digest.replace(':', '/')}`;
  const write = async () => {
    pack.entry({ name: 'oci-layout' }, '{"imageLayoutVersion":"1.0.0"}');
    pack.entry({ name: 'index.json' }, JSON.stringify({ schemaVersion: 2, manifests }));
    for (const [digest, blob] of blobs) pack.entry({ name: path(digest) }, blob);
    for await (const entry of createReadStream(file).pipe(tar.extract())) {
      const digest = sent.get(entry.header.name);
      if (digest === undefined) {
        entry.resume();
        continue;
      }
      const { size = 0 } = entry.header;
      await new Promise<void>((resolve, reject) => {
        const blob = pack.entry({ name: path(digest), size }, error => (error ? reject(error) : resolve()));
        entry.pipe(blob);
      });
    }
    pack.finalize();
  };
  write().catch(thrown => pack.destroy(thrown));
  return pack as unknown as Readable;
}

function text({ texts }: Contents, name: string): string {
  const found = texts.get(name);
  if (!found) throw new Error(`the archive has no ${name}`);
  return found.toString();
}

const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
