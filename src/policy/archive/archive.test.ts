import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserError } from '../../errors.ts';
import { unpack } from './index.ts';
import { tar, writeTar, zip } from './testing.ts';

let root: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-archive-'));
  target = join(root, 'out', 'copy');
});
afterEach(() => rmSync(root, { recursive: true }));

const files = () => readdirSync(target, { recursive: true }).map(String).sort();
const text = (path: string) => readFileSync(join(target, path), 'utf8');

type Limits = NonNullable<Parameters<typeof unpack>[2]>['limits'];

async function faults(bytes: Buffer, limits: Limits = {}): Promise<string[]> {
  const archive = join(root, 'a.bin');
  writeFileSync(archive, bytes);
  const thrown: UserError | null = await unpack(archive, target, { limits }).then(
    () => null,
    error => error,
  );
  // Whatever was refused, nothing of it is left, beside the target neither, and nothing lies outside.
  if (thrown) expect(readdirSync(join(root, 'out'))).toEqual([]);
  expect(readdirSync(root).sort()).toEqual(['a.bin', 'out']);
  return [...(thrown?.details ?? [])];
}

describe('what is unpacked', () => {
  const wanted = ['answers.yaml', 'user-service', 'user-service/Dockerfile', 'user-service/run.sh'];

  it.each([false, true])('a tar, with gzip: %s', async gzip => {
    await writeTar(
      join(root, 'a'),
      [
        { name: './answers.yaml', text: 'answers: {}' },
        { name: './user-service/', type: 'directory' },
        { name: './user-service/Dockerfile', text: 'FROM python', mode: 0o644 },
        { name: './user-service/run.sh', text: '#!/bin/sh', mode: 0o4777 },
      ],
      gzip,
    );
    expect(await unpack(join(root, 'a'), target)).toEqual({ notes: [] });
    expect(files()).toEqual(wanted);
    expect(text('user-service/Dockerfile')).toBe('FROM python');
    expect(statSync(join(target, 'user-service/run.sh')).mode & 0o7777).toBe(0o755);
    expect(statSync(join(target, 'answers.yaml')).mode & 0o7777).toBe(0o644);
  });

  it('a zip', async () => {
    const bytes = zip([
      { name: 'answers.yaml', text: 'answers: {}' },
      { name: 'user-service/Dockerfile', text: 'FROM python' },
      { name: 'user-service/run.sh', text: '#!/bin/sh', mode: 0o100755 },
    ]);
    expect(await faults(bytes)).toEqual([]);
    expect(files()).toEqual(wanted);
    expect(text('answers.yaml')).toBe('answers: {}');
    expect(statSync(join(target, 'user-service/run.sh')).mode & 0o7777).toBe(0o755);
  });

  it('what the system’s own tar makes', async () => {
    mkdirSync(join(root, 'work/deep/deeper'), { recursive: true });
    writeFileSync(join(root, 'work/deep/deeper', `${'n'.repeat(150)}.txt`), 'long');
    writeFileSync(join(root, 'work/ü.txt'), 'x');
    execFileSync('tar', ['-czf', join(root, 'w.tgz'), '-C', root, 'work']);
    await unpack(join(root, 'w.tgz'), target);
    expect(files()).toEqual(['deep', 'deep/deeper', `deep/deeper/${'n'.repeat(150)}.txt`, 'ü.txt']);
  });

  it('into a folder that is there and empty; an empty archive', async () => {
    mkdirSync(target, { recursive: true });
    expect(await faults(zip([]))).toEqual([]);
    expect(files()).toEqual([]);
  });

  it('one folder that holds everything is left away, unless it is part of the submission', async () => {
    const bytes = zip([{ name: 'repo-main/user-service/a', text: 'a' }]);
    writeFileSync(join(root, 'z'), bytes);
    await unpack(join(root, 'z'), target, { keep: ['user-service'] });
    expect(files()).toEqual(['user-service', 'user-service/a']);
    rmSync(target, { recursive: true });
    writeFileSync(join(root, 'z'), zip([{ name: 'user-service/a', text: 'a' }]));
    await unpack(join(root, 'z'), target, { keep: ['user-service'] });
    expect(files()).toEqual(['user-service', 'user-service/a']);
  });

  it('what is nobody’s work is passed over with a note, links in it too', async () => {
    await writeTar(join(root, 'a'), [
      { name: 'a.txt', text: 'a' },
      { name: '._a.txt', text: 'resource fork' },
      { name: '__MACOSX/._a.txt', text: 'x' },
      { name: 'app/.DS_Store', text: 'x' },
      { name: 'app/node_modules/.bin/x', type: 'symlink', linkname: '../x' },
      { name: 'app/.venv/bin/python', type: 'symlink', linkname: '/usr/bin/python' },
      { name: 'app/con.txt', text: 'fine' },
    ]);
    const { notes } = await unpack(join(root, 'a'), target);
    expect(files()).toEqual(['a.txt', 'app', 'app/con.txt']);
    expect(notes).toEqual([
      'Passed over, since it is nobody’s work: ._a.txt, __MACOSX, app/.DS_Store, app/node_modules, app/.venv.',
    ]);
  });
});

describe('what is refused', () => {
  const NAMES: [string, string][] = [
    ['../escape', 'holds `..`'],
    ['a/../../escape', 'holds `..`'],
    ['a/..', 'holds `..`'],
    ['/etc/cron.d/x', 'absolute path'],
    ['C:/x', 'drive letter'],
    ['c:x', 'drive letter'],
    ['..\\escape', 'backslash'],
    ['a\u001b[2Jb', 'control character'],
    ['a\nb', 'control character'],
    ['n'.repeat(256), 'longer than 255 bytes'],
    ['ü'.repeat(128), 'longer than 255 bytes'],
    [`${'d/'.repeat(600)}f`, 'longer than 1000 bytes'],
    [`${'d/'.repeat(30)}f`, '31 folders deep; at most 24'],
    ['node_modules/../../x', 'holds `..`'],
  ];

  it.each(NAMES)('the name %j', async (name, words) => {
    for (const bytes of [zip([{ name, text: 'x' }]), await tar([{ name, text: 'x' }])]) {
      const found = await faults(bytes);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(words);
      expect(found[0]).toMatch(/^a\.bin: \P{Cc}+$/u);
    }
  });

  it('a NUL in a name', async () => {
    expect(await faults(zip([{ name: 'a\0b', text: 'x' }]))).toEqual([
      expect.stringContaining('control character'),
    ]);
  });

  it.each([
    [['a', 'a'], 'it is there twice'],
    [['a.txt', 'A.TXT'], 'differ in capitals or accents alone'],
    [['Src/a', 'src/b'], 'differ in capitals or accents alone'],
    [['\u00e9', 'e\u0301'], 'differ in capitals or accents alone'],
    [['a', 'a/b'], 'is a file and a folder'],
    [['a/b', 'a'], 'is a file and a folder'],
  ])('%j', async (names, words) => {
    const entries = names.map(name => ({ name, text: 'x' }));
    for (const bytes of [zip(entries), await tar(entries)])
      expect((await faults(bytes)).join()).toContain(words);
  });

  it.each([
    [{ name: 'l', type: 'symlink', linkname: '/etc/passwd' }, 'a symbolic link'],
    [{ name: 'l', type: 'symlink', linkname: 'a' }, 'a symbolic link'],
    [{ name: 'l', type: 'link', linkname: 'a' }, 'a hard link'],
    [{ name: 'l', type: 'character-device' }, 'a device'],
    [{ name: 'l', type: 'block-device' }, 'a device'],
    [{ name: 'l', type: 'fifo' }, 'a pipe'],
    [{ name: 'l', text: 'x', pax: { 'GNU.sparse.major': '1' } }, 'a sparse file'],
  ] as const)('in a tar: %j', async (entry, words) => {
    const found = await faults(await tar([{ name: 'a', text: 'x' }, entry as never]));
    expect(found).toEqual([
      expect.stringContaining(`l: it is ${words}. A submission is made of plain files`),
    ]);
  });

  it('a link that a later file would follow', async () => {
    const outside = join(root, 'outside');
    const found = await faults(
      await tar([
        { name: 'out', type: 'symlink', linkname: '../..' },
        { name: 'out/outside', text: 'pwned' },
      ]),
    );
    expect(found).toEqual([expect.stringContaining('out: it is a symbolic link')]);
    expect(existsSync(outside)).toBe(false);
  });

  it.each([
    [{ name: 'l', text: '/etc/passwd', mode: 0o120777 }, 'a symbolic link'],
    [{ name: 'p', mode: 0o010644 }, 'neither a file nor a folder'],
    [{ name: 'secret', text: 'x', encrypted: true }, 'encrypted'],
    [{ name: 'm', text: 'x', says: { method: 12 } }, 'packed by method 12'],
  ])('in a zip: %j', async (entry, words) => {
    expect(await faults(zip([entry]))).toEqual([expect.stringContaining(`it is ${words}`)]);
  });

  it('everything is named, at once', async () => {
    const found = await faults(
      await tar([
        { name: '../a', text: 'x' },
        { name: 'fine', text: 'x' },
        { name: 'l', type: 'symlink', linkname: 'x' },
      ]),
    );
    expect(found).toHaveLength(2);
  });

  it('what is no archive, what is damaged', async () => {
    expect(await faults(Buffer.from('hello'))).toEqual([
      expect.stringContaining('no archive that is read here'),
    ]);
    expect(await faults(Buffer.alloc(0))).toEqual([expect.stringContaining('no archive that is read here')]);
    const whole = await tar([{ name: 'a', text: 'x'.repeat(5000) }]);
    for (const bytes of [
      gzipSync(whole).subarray(0, 40),
      Buffer.concat([gzipSync(whole).subarray(0, 30), Buffer.alloc(60, 7)]),
      whole.subarray(0, 2000),
      zip([{ name: 'a', text: 'x' }]).subarray(0, 40),
      zip([{ name: 'a', text: 'x', says: { size: 3 } }]),
    ])
      expect(await faults(bytes)).toEqual([expect.stringContaining('damaged')]);
  });
});

describe('limits', () => {
  const zeros = (bytes: number) => Buffer.alloc(bytes);
  const small = { bytes: 20_000, fileBytes: 10_000, entries: 10 };

  it('a file that is too large', async () => {
    const entries = [{ name: 'big', text: Buffer.alloc(10_001, 'x') }];
    for (const bytes of [zip(entries), await tar(entries), gzipSync(await tar(entries))])
      expect((await faults(bytes, small)).join()).toContain('big: a file has at most 10000 bytes');
  });

  it('too much in all, and too many', async () => {
    const heavy = ['a', 'b', 'c'].map(name => ({ name, text: Buffer.alloc(9000, 'x') }));
    const many = Array.from({ length: 11 }, (_, n) => ({ name: `f${n}`, text: 'x' }));
    expect((await faults(zip(heavy), small)).join()).toContain(
      'c: with this file it is more than 20000 bytes',
    );
    expect((await faults(gzipSync(await tar(heavy)), small)).join()).toContain('c: with this file');
    for (const bytes of [zip(many), gzipSync(await tar(many))])
      expect((await faults(bytes, small)).join()).toContain('more than 10 files and folders');
  });

  it('junk counts too, if there is far too much of it', async () => {
    const junk = Array.from({ length: 251 }, (_, n) => ({ name: `node_modules/f${n}` }));
    expect((await faults(zip(junk), { ...small, bytes: 200_000 })).join()).toContain(
      'more than 10 files and folders',
    );
  });

  it('bombs, long before they are unpacked', async () => {
    const bomb = { ratioFrom: 100_000, ratio: 100 };
    expect((await faults(zip([{ name: 'z', text: zeros(2_000_000) }]), bomb)).join()).toContain(
      'more than 100 times its size',
    );
    const packed = gzipSync(await tar([{ name: 'z', text: zeros(2_000_000) }]));
    expect((await faults(packed, bomb)).join()).toContain('more than 100 times its size');
  });

  it('a zip that says too little', async () => {
    const bytes = zip([{ name: 'z', text: zeros(2_000_000), says: { size: 10 } }]);
    expect((await faults(bytes)).join()).toContain('damaged');
  });

  it('a tar whose padding is the bomb', async () => {
    const padded = Buffer.concat([await tar([{ name: 'a', text: 'x' }]), zeros(2_000_000)]);
    expect((await faults(gzipSync(padded), { ratioFrom: 100_000 })).join()).toContain('times its size');
  });

  it('an archive that is larger than what it may hold', async () => {
    expect((await faults(Buffer.alloc(20_001, 'PK'), small)).join()).toContain('larger than 20000 bytes');
  });

  it('what is no file is not opened', async () => {
    mkdirSync(join(root, 'folder'));
    symlinkSync('folder', join(root, 'link'));
    await expect(unpack(join(root, 'link'), target)).rejects.toMatchObject({
      details: ['link: it is not a file.'],
    });
  });
});
