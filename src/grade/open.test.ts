import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSubmission, type Times } from './open.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (path: string) => join(root, path);
async function write(path: string, text = 'x\n') {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), text);
}
let opened = 0;
const open = (name: string, kind: 'folder' | 'archive' = 'folder', times: Times = 'answers') =>
  openSubmission(
    { id: 'ada', source: at(name), kind },
    at(`scratch-${opened++}`),
    ['first', 'second'],
    times,
  );

describe('opening a submission', () => {
  it('copies what the exam asks for, and nothing else', async () => {
    await write('ada/answers.yaml', 'answers: {}\n');
    await write('ada/first/Dockerfile');
    await write('ada/notes/secret');
    const { answers, exercises, notes } = await open('ada');
    expect(answers).toEqual({ text: 'answers: {}\n' });
    expect(exercises.get('second')).toEqual({ kind: 'absent' });
    const first = exercises.get('first');
    if (first?.kind !== 'folder') throw new Error('it was not copied');
    expect(first.folder).not.toContain(at('ada'));
    expect(await readdir(first.folder)).toEqual(['Dockerfile']);
    expect(await readdir(dirname(first.folder))).toEqual(['first']);
    expect(notes).toEqual([]);
  });

  it('finds the same in an archive, packed with or without its folder', async () => {
    await write('ada/answers.yaml', 'answers: {}\n');
    await write('ada/first/app/main.py');
    execFileSync('tar', ['-czf', at('outer.tar.gz'), '-C', root, 'ada']);
    execFileSync('tar', ['-cf', at('inner.tar'), '-C', at('ada'), 'answers.yaml', 'first']);
    await mkdir(at('nested'));
    execFileSync('cp', ['-r', at('ada'), at('nested/ada')]);
    const all = await Promise.all([
      open('ada'),
      open('outer.tar.gz', 'archive'),
      open('inner.tar', 'archive'),
      open('nested'),
    ]);
    expect(new Set(all.map(({ digest }) => digest)).size).toBe(1);
    expect(all.map(({ answers }) => answers)).toEqual(all.map(() => ({ text: 'answers: {}\n' })));
  });

  it('refuses an archive that is none, and grades nothing of it', async () => {
    await write('ada.zip', 'PK but no zip');
    const { answers, exercises, digest } = await open('ada.zip', 'archive');
    expect(answers).toEqual({ problem: 'The archive is not unpacked, so there is no answers.yaml.' });
    expect([...exercises.values()].map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses one folder and takes the other', async () => {
    await write('ada/first/large', 'x'.repeat(17 * 1024 * 1024));
    await write('ada/second/Dockerfile');
    const { exercises } = await open('ada');
    expect(exercises.get('first')).toMatchObject({
      kind: 'refused',
      reasons: [expect.stringContaining('first/large')],
    });
    expect(exercises.get('second')?.kind).toBe('folder');
  });

  it('follows no link, whatever it leads to', async () => {
    await write('outside/secret', 'answers: {}\n');
    await mkdir(at('ada'));
    await symlink(at('outside/secret'), at('ada/answers.yaml'));
    await symlink(at('outside'), at('ada/first'));
    await write('ada/second', 'a file');
    const { answers, exercises } = await open('ada');
    expect(answers).toEqual({ problem: 'answers.yaml is a link.' });
    expect(exercises.get('first')).toEqual({
      kind: 'refused',
      reasons: ['first: expected a folder, found a link.'],
    });
    expect(exercises.get('second')).toEqual({
      kind: 'refused',
      reasons: ['second: expected a folder, found a file.'],
    });
  });

  it('waits for no pipe, and reads no answers without end', async () => {
    await mkdir(at('ada/first'), { recursive: true });
    execFileSync('mkfifo', [at('ada/answers.yaml')]);
    expect((await open('ada')).answers).toEqual({ problem: 'answers.yaml is no file.' });
    await rm(at('ada/answers.yaml'));
    await write('ada/answers.yaml', `answers: {}\n#${'x'.repeat(200_000)}`);
    expect((await open('ada')).answers).toEqual({
      problem: 'answers.yaml:1:1: the file has 200013 bytes, at most 131072 are read.',
    });
  });

  it('tells when it was written, where that is asked for', async () => {
    await write('ada/answers.yaml');
    await write('ada/first/Dockerfile');
    await write('ada/later');
    await utimes(at('ada/answers.yaml'), 1000, 1000);
    await utimes(at('ada/first/Dockerfile'), 2000, 2000);
    expect((await open('ada')).changedAt).toBeNull();
    expect((await open('ada', 'folder', 'files')).changedAt).toBe('1970-01-01T00:33:20.000Z');
    await write('ada.tar');
    await utimes(at('ada.tar'), 3000, 3000);
    expect((await open('ada.tar', 'archive', 'files')).changedAt).toBe('1970-01-01T00:50:00.000Z');
  });
});
