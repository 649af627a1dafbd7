import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanCopy } from './clean-copy.ts';

let root: string;
let from: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-copy-'));
  from = join(root, 'submission');
  target = join(root, 'out', 'copy');
  mkdirSync(from);
});
afterEach(() => rmSync(root, { recursive: true }));

function file(name: string, text = 'x', mode = 0o644): void {
  mkdirSync(dirname(join(from, name)), { recursive: true });
  writeFileSync(join(from, name), text);
  chmodSync(join(from, name), mode);
}

const files = () =>
  readdirSync(target, { recursive: true })
    .map(String)
    .filter(path => !statSync(join(target, path)).isDirectory())
    .sort();

describe('what is copied', () => {
  it('files and folders, with usual permissions', async () => {
    file('answers.yaml', 'answers: {}', 0o600);
    file('app/run.sh', '#!/bin/sh', 0o4711);
    mkdirSync(join(from, 'empty'));
    expect(await cleanCopy(from, target)).toEqual({ notes: [], bytes: 20 });
    expect(files()).toEqual(['answers.yaml', 'app/run.sh']);
    expect(existsSync(join(target, 'empty'))).toBe(true);
    expect(readFileSync(join(target, 'answers.yaml'), 'utf8')).toBe('answers: {}');
    expect(statSync(join(target, 'answers.yaml')).mode & 0o7777).toBe(0o644);
    expect(statSync(join(target, 'app/run.sh')).mode & 0o7777).toBe(0o755);
  });

  it('a file that is larger than one piece', async () => {
    const text = 'abcdefg'.repeat(100_000);
    file('big', text);
    await cleanCopy(from, target);
    expect(readFileSync(join(target, 'big'), 'utf8')).toBe(text);
  });

  it('what is nobody’s work is left away', async () => {
    for (const name of [
      '.git/config',
      'a/node_modules/x/y',
      '__pycache__/x.pyc',
      '.venv/bin/x',
      '.microlab.json',
      'a/.DS_Store',
      'a/b',
    ])
      file(name);
    const { notes } = await cleanCopy(from, target);
    expect(files()).toEqual(['a/b']);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(
      'nobody’s work: .git, .microlab.json, .venv, __pycache__, a/.DS_Store and 1 more.',
    );
  });

  it('a link to a file of the submission becomes that file; others are left away', async () => {
    file('shared/lib.py', 'lib', 0o755);
    file('.git/config', 'secret');
    writeFileSync(join(root, 'outside'), 'secret');
    mkdirSync(join(from, 'app'));
    const links = {
      'app/lib.py': '../shared/lib.py',
      'app/twice': 'lib.py',
      'app/out': '../../outside',
      'app/etc': '/etc/passwd',
      'app/up': '..',
      'app/gone': 'nowhere',
      'app/self': 'self',
      'app/folder': '../shared',
      'app/git': '../.git/config',
    };
    for (const [name, to] of Object.entries(links)) symlinkSync(to, join(from, name));
    const { notes } = await cleanCopy(from, target);
    expect(files()).toEqual(['app/lib.py', 'app/twice', 'shared/lib.py']);
    for (const name of ['app/lib.py', 'app/twice']) {
      expect(lstatSync(join(target, name)).isFile()).toBe(true);
      expect(readFileSync(join(target, name), 'utf8')).toBe('lib');
    }
    expect(notes.join('\n')).toContain(
      'it is a link that leads to no file of the submission: app/etc, app/folder, app/gone, app/out, app/self and 1 more.',
    );
  });

  it('pipes, sockets and devices are never opened', async () => {
    file('a');
    execFileSync('mkfifo', [join(from, 'pipe')]);
    symlinkSync('pipe', join(from, 'to-pipe'));
    symlinkSync('/dev/zero', join(from, 'zero'));
    const server = createServer().listen(join(from, 'socket'));
    await new Promise(resolve => server.once('listening', resolve));
    try {
      const { notes } = await cleanCopy(from, target);
      expect(files()).toEqual(['a']);
      expect(notes.join('\n')).toContain('neither a file nor a folder: pipe, socket.');
      expect(notes.join('\n')).toContain('no file of the submission: to-pipe, zero.');
    } finally {
      server.close();
    }
  });

  it('the submission itself may be given by a link, and the copy may lie in it', async () => {
    file('a');
    symlinkSync(from, join(root, 'link'));
    await cleanCopy(join(root, 'link'), join(from, 'copy'));
    expect(readdirSync(join(from, 'copy'))).toEqual(['a']);
  });

  it('somebody who swaps a folder for a link gets nothing from outside', async () => {
    mkdirSync(join(root, 'outside'));
    const inside = join(from, 'app');
    for (let number = 0; number < 40; number++) {
      file(`app/f${number}`, 'mine');
      writeFileSync(join(root, 'outside', `f${number}`), 'secret');
    }
    const aside = join(root, 'aside');
    let going = true;
    const swapping = (async () => {
      while (going) {
        renameSync(inside, aside);
        symlinkSync(join(root, 'outside'), inside);
        await new Promise(resolve => setImmediate(resolve));
        rmSync(inside);
        renameSync(aside, inside);
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    for (let round = 0; round < 10; round++) {
      await cleanCopy(from, target);
      for (const name of files()) expect(readFileSync(join(target, name), 'utf8')).toBe('mine');
      rmSync(target, { recursive: true });
    }
    going = false;
    await swapping;
  });
});

describe('what is refused', () => {
  const limits = { bytes: 2000, fileBytes: 1000, entries: 5, depth: 3 };
  it.each<[string, () => unknown, string]>([
    ['a large file', () => file('big', 'x'.repeat(1001)), 'submission/big: a file has at most 1000 bytes'],
    [
      'much in all',
      () => ['a', 'b', 'c'].map(name => file(name, 'x'.repeat(900))),
      'submission/c: with this file it is more than 2000 bytes in all',
    ],
    [
      'many files',
      () => ['a', 'b', 'c', 'd', 'e', 'f'].map(name => file(name)),
      'There are more than 5 files and folders',
    ],
    ['deep folders', () => file('a/b/c/d'), 'submission/a/b/c/d: it lies 4 folders deep; at most 3'],
    ['a backslash', () => file('a\\b'), 'its name holds a backslash'],
    ['a control character', () => file('a\u001b[2J'), 'its name holds a control character'],
    ['names that differ in capitals', () => ['a', 'A'].map(name => file(name)), 'differ in capitals'],
    [
      'a file that says it is huge',
      () => {
        file('sparse');
        truncateSync(join(from, 'sparse'), 2 ** 40);
      },
      'submission/sparse: a file has at most 1000 bytes',
    ],
  ])('%s', async (_what, make, words) => {
    make();
    const thrown = await cleanCopy(from, target, limits).catch(error => error);
    expect(thrown.message).toBe('submission is not read.');
    expect(thrown.details).toEqual([expect.stringContaining(words)]);
    expect(thrown.details.join()).not.toMatch(/\p{Cc}/u);
    expect(existsSync(target)).toBe(false);
  });
});
