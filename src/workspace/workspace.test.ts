import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { digestOf } from './files.ts';
import { locate, workspacesIn } from './locate.ts';
import { readMarker } from './marker.ts';
import { reset, scaffold } from './scaffold.ts';

let root: string;
let exercise: { id: string; template: string };
const at = (...parts: string[]) => join(root, ...parts);
const write = async (path: string, text: string) => {
  await mkdir(join(at(path), '..'), { recursive: true });
  await writeFile(at(path), text);
};
const make = (dir: string) => scaffold({ exercise, dir: at(dir), version: '1.2.3', now: new Date(0) });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'workspace-'));
  await write('template/Dockerfile', 'FROM scratch\n');
  await write('template/src/app.py', 'print(1)\n');
  exercise = { id: 'tiny', template: at('template') };
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('scaffold', () => {
  it('copies the template and marks the folder', async () => {
    await make('deep/tiny');
    expect(await readFile(at('deep/tiny/src/app.py'), 'utf8')).toBe('print(1)\n');
    expect(await readMarker(at('deep/tiny'))).toEqual({
      exercise: 'tiny',
      version: '1.2.3',
      template: await digestOf(exercise.template),
      createdAt: '1970-01-01T00:00:00.000Z',
    });
    expect(await readdir(at('deep'))).toEqual(['tiny']);
  });

  it('fills an empty folder, and refuses one that holds something', async () => {
    await mkdir(at('tiny'));
    await make('tiny');
    expect(await readdir(at('tiny'))).toContain('Dockerfile');
    await expect(make('tiny')).rejects.toThrow(/is a workspace of tiny already/);
    await write('other/file', '');
    await expect(make('other')).rejects.toThrow(/not empty and no workspace/);
    await write('file', '');
    await expect(make('file')).rejects.toThrow(/not a folder/);
  });
});

describe('reset', () => {
  it('puts the template back and keeps the old work', async () => {
    await make('tiny');
    await write('tiny/src/app.py', 'print("mine")\n');
    await write('tiny/extra.txt', 'mine');
    const backup = await reset({ exercise, dir: at('tiny'), version: '1', now: new Date(0) });
    expect(backup).toBe(at('tiny.backup-19700101T000000Z'));
    expect(await readFile(join(backup, 'src/app.py'), 'utf8')).toBe('print("mine")\n');
    expect(await readdir(at('tiny'))).toEqual(['.microlab.json', 'Dockerfile', 'src']);
    expect(await readFile(at('tiny/src/app.py'), 'utf8')).toBe('print(1)\n');
    expect((await readdir(root)).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('locate', () => {
  it('finds the named folder, the current one, or the one called by the id', async () => {
    expect(await locate('tiny', { cwd: root })).toEqual({ dir: at('tiny'), exists: false });
    await make('tiny');
    expect(await locate('tiny', { cwd: root })).toEqual({ dir: at('tiny'), exists: true });
    expect(await locate('tiny', { cwd: at('tiny') })).toEqual({ dir: at('tiny'), exists: true });
    expect(await locate('tiny', { cwd: at('tiny'), dir: 'new' })).toEqual({
      dir: at('tiny/new'),
      exists: false,
    });
    expect(await locate('tiny', { cwd: root, dir: 'template' })).toEqual({
      dir: at('template'),
      exists: true,
    });
  });

  it('refuses what belongs to something else', async () => {
    await make('tiny');
    await expect(locate('saga', { cwd: root, dir: 'tiny' })).rejects.toThrow(
      /workspace of tiny, not of saga/,
    );
    await expect(locate('template', { cwd: root })).rejects.toThrow(/is no workspace/);
  });

  it('lists the workspaces in a folder, not their backups', async () => {
    await make('tiny');
    await reset({ exercise, dir: at('tiny'), version: '1' });
    expect(await workspacesIn(root)).toEqual([{ dir: at('tiny'), exercise: 'tiny' }]);
    expect(await workspacesIn(at('tiny'))).toEqual([{ dir: at('tiny'), exercise: 'tiny' }]);
  });
});

describe('compare', () => {
  it('shows what differs, and passes over line ends and what is no work', async () => {
    await make('tiny');
    await write('solution/Dockerfile', 'FROM scratch\r\n');
    await write('solution/src/app.py', 'print(2)\n');
    await write('solution/new.py', 'x\n');
    await write('tiny/node_modules/x.js', 'x');
    const text = await compare(at('tiny'), at('solution'));
    expect(text).toMatchInlineSnapshot(`
      "--- none
      +++ solution/new.py
      @@ -0,0 +1,1 @@
      +x
      --- yours/src/app.py
      +++ solution/src/app.py
      @@ -1,1 +1,1 @@
      -print(1)
      +print(2)
      "
    `);
    expect(await compare(at('tiny'), exercise.template)).toBe('');
  });
});
