import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { afterAll, describe, expect, it } from 'vitest';
import { slimmed } from './slim.ts';

const folder = mkdtempSync(join(tmpdir(), 'microlab-slim-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const digest = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const BASE = 'base layer';
const APP = 'app layer';
const config = JSON.stringify({ rootfs: { type: 'layers', diff_ids: [digest(BASE), digest(APP)] } });

/** An archive as `docker save` makes it; the second layer stands there by a link. */
async function saved(layers = ['1/layer.tar', '2/layer.tar']): Promise<string> {
  const pack = tar.pack();
  pack.entry({ name: layers[0] ?? '' }, BASE);
  pack.entry({ name: '3/layer.tar' }, APP);
  pack.entry({ name: layers[1] ?? '', type: 'symlink', linkname: '../3/layer.tar' });
  pack.entry({ name: 'abc.json' }, config);
  const manifest = [{ Config: 'abc.json', RepoTags: ['microlab/users:a'], Layers: layers }];
  pack.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  pack.finalize();
  const file = join(folder, `${Math.random()}.tar`);
  await pipeline(pack as unknown as Readable, createWriteStream(file));
  return file;
}

async function read(archive: Readable | null): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (!archive) return found;
  for await (const entry of archive.pipe(tar.extract())) found[entry.header.name] = await text(entry);
  return found;
}

const blob = (content: string) => `blobs/${digest(content).replace(':', '/')}`;

describe('an archive without what a node has', () => {
  it('leaves the base out, and names it all the same', async () => {
    const found = await read(await slimmed(await saved(), new Set([digest(BASE)])));
    expect(found[blob(APP)]).toBe(APP);
    expect(found[blob(config)]).toBe(config);
    expect(Object.values(found)).not.toContain(BASE);
    const [listed] = JSON.parse(found['index.json'] ?? '{}').manifests;
    expect(listed.annotations).toEqual({ 'io.containerd.image.name': 'docker.io/microlab/users:a' });
    const manifest = JSON.parse(found[`blobs/${listed.digest.replace(':', '/')}`] ?? '{}');
    expect(manifest.layers).toEqual([
      { mediaType: expect.any(String), digest: digest(BASE), size: BASE.length },
      { mediaType: expect.any(String), digest: digest(APP), size: APP.length },
    ]);
    expect(manifest.config.digest).toBe(digest(config));
  });

  it('is none where the node has nothing of it, or the layers are compressed', async () => {
    expect(await slimmed(await saved(), new Set())).toBeNull();
    const compressed = await saved(['blobs/sha256/feed', '2/layer.tar']);
    expect(await slimmed(compressed, new Set([digest(BASE)]))).toBeNull();
  });
});
