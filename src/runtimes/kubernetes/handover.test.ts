import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { afterAll, describe, expect, it } from 'vitest';
import { insistOnName } from './handover.ts';

const folder = mkdtempSync(join(tmpdir(), 'microlab-handover-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = 'microlab/users:a';
const manifest = (...RepoTags: string[]) => JSON.stringify([{ Config: 'c', RepoTags, Layers: [] }]);
const index = (name: string) =>
  JSON.stringify({ manifests: [{ annotations: { 'io.containerd.image.name': name } }] });

async function judged(entries: [name: string, text: string, link?: string][]): Promise<string> {
  const pack = tar.pack();
  for (const [name, text, linkname] of entries) {
    if (linkname === undefined) pack.entry({ name }, text);
    else pack.entry({ name, type: 'symlink', linkname });
  }
  pack.finalize();
  const file = join(folder, 'image.tar');
  await pipeline(pack as unknown as Readable, createWriteStream(file));
  return insistOnName(file, NAME).then(
    () => 'taken',
    (thrown: Error) => thrown.message,
  );
}

describe('the archive of an image', () => {
  it('is taken where it holds the image that was asked for', async () => {
    expect(await judged([['manifest.json', manifest(NAME)]])).toBe('taken');
    expect(
      await judged([
        ['blobs/sha256/00', 'layer'],
        ['manifest.json', manifest(NAME)],
        ['repositories', JSON.stringify({ 'microlab/users': { a: '00' } })],
        ['index.json', index(`docker.io/${NAME}`)],
      ]),
    ).toBe('taken');
  });

  it.each<[string, [string, string, string?][], RegExp]>([
    ['another name beside it', [['manifest.json', manifest(NAME, 'python:3.13-slim')]], /python:3\.13-slim/],
    [
      'another name in the old list',
      [
        ['manifest.json', manifest(NAME)],
        ['repositories', '{"python":{"3":"0"}}'],
      ],
      /python:3/,
    ],
    [
      'another name in the index',
      [
        ['manifest.json', manifest(NAME)],
        ['index.json', index('docker.io/library/python:3')],
      ],
      /python:3/,
    ],
    [
      'a second list',
      [
        ['manifest.json', manifest(NAME)],
        ['manifest.json', manifest('python:3')],
      ],
      /python:3/,
    ],
    [
      'a list in a roundabout way',
      [
        ['manifest.json', manifest(NAME)],
        ['d/manifest.json', manifest('python:3')],
      ],
      /odd/,
    ],
    ['a list that is a link', [['manifest.json', '', 'other.json']], /odd/],
    ['no name', [['blobs/sha256/00', 'layer']], /nothing/],
  ])('is not taken with %s', async (_, entries, says) => {
    expect(await judged(entries)).toMatch(says);
  });
});
