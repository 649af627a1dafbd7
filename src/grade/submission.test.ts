import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../errors.ts';
import { findSubmissions, safeId } from './submission.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'submissions-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function write(...paths: string[]) {
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), '');
  }
}
const find = (given: string[], output: string | null = null) =>
  findSubmissions(given, { cwd: root, exercises: ['first', 'second'], output });
const ids = async (given: string[], output?: string) =>
  (await find(given, output)).submissions.map(({ id }) => id);
const detailsOf = async (given: string[]) => {
  const thrown: unknown = await find(given).catch(one => one);
  if (!(thrown instanceof UserError)) throw new Error('nothing was wrong with it');
  return thrown.details;
};

describe('finding submissions', () => {
  it('takes a folder with answers or with an exercise as one', async () => {
    await write('ada/answers.yaml', 'grace/first/Dockerfile');
    expect(await find(['ada'])).toEqual({
      submissions: [{ id: 'ada', source: join(root, 'ada'), kind: 'folder' }],
      single: true,
      passedOver: [],
    });
    expect(await ids(['ada', 'grace'])).toEqual(['ada', 'grace']);
    expect((await find(['ada', 'grace'])).single).toBe(false);
  });

  it('takes any other folder as a class of folders and archives', async () => {
    await write('class/b.zip', 'class/a/answers.yaml', 'class/c.tar.gz', 'class/d.TGZ', 'class/expected.md');
    await write('class/.git/config', 'class/results/results.jsonl');
    await mkdir(join(root, 'class/empty'));
    await symlink(join(root, 'class/a'), join(root, 'class/link'));
    const found = await find(['class'], 'class/results');
    expect(found.submissions.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'a folder',
      'b archive',
      'c archive',
      'd archive',
      'empty folder',
    ]);
    expect(found.single).toBe(false);
    expect(found.passedOver).toEqual(['class/expected.md', 'class/link']);
  });

  it('names each argument that leads to none', async () => {
    await mkdir(join(root, 'nobody'));
    await write('notes.txt');
    expect(await detailsOf(['nobody', 'notes.txt', 'nowhere'])).toEqual([
      'nobody: the folder holds no submission',
      'notes.txt: neither a folder nor an archive (.zip, .tar, .tar.gz)',
      'nowhere: there is no such file or folder',
    ]);
  });

  it('names both where two have the same id, in whatever case', async () => {
    await write('class/ada/answers.yaml', 'class/ada.zip', 'more/Ada/answers.yaml');
    expect(await detailsOf(['class', 'more/Ada'])).toEqual([
      `ada: ${join(root, 'class/ada')}, ${join(root, 'class/ada.zip')}, ${join(root, 'more/Ada')}`,
    ]);
  });
});

describe('an id', () => {
  it.each([
    ['ada', 'ada'],
    ['Ada Lovelace (2)', 'Ada_Lovelace_2_'],
    ['Jose\u0301', 'Jos\u00e9'],
    ['..', '_'],
    ['.hidden', '_hidden'],
    ['-rf', '_rf'],
    ['a/../b', 'a_.._b'],
    ['a\nb\u202e', 'a_b_'],
    ['NUL', '_NUL'],
    ['con.txt', '_con.txt'],
    ['', '_'],
  ])('made of %j is %j', (name, id) => {
    expect(safeId(name)).toBe(id);
  });

  it('is no longer than a file name may be', () => {
    expect(Buffer.byteLength(safeId('é'.repeat(300)))).toBeLessThanOrEqual(200);
  });
});
