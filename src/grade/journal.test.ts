import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExamResult } from '../report/grades/model.ts';
import { type Entry, JOURNAL, Journal } from './journal.ts';

const entry = (id: string, mark = 50): Entry => ({
  version: 1,
  conditions: 'docker',
  result: { submission: { id }, mark } as ExamResult,
});

let root: string;
let journal: Journal;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'journal-'));
  journal = new Journal(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('the journal', () => {
  it('is empty where there is none', async () => {
    expect(await journal.read()).toEqual([]);
  });

  it('gives back what was added, the last of each submission', async () => {
    await journal.add(entry('ada', 10));
    await journal.add(entry('grace'));
    await journal.add(entry('ada', 90));
    expect(await journal.read()).toEqual([entry('ada', 90), entry('grace')]);
  });

  it.each([
    ['in the middle', '{"version":1,"conditions":"docker","resu'],
    ['before its line end', JSON.stringify(entry('grace'))],
  ])('drops a last line that was torn %s', async (_, torn) => {
    await journal.add(entry('ada'));
    await appendFile(join(root, JOURNAL), torn);
    expect(await journal.read()).toEqual([entry('ada')]);
  });

  it('passes over lines that are no entries', async () => {
    await appendFile(join(root, JOURNAL), 'null\n{"version":2}\n[]\n');
    await journal.add(entry('ada'));
    expect(await journal.read()).toEqual([entry('ada')]);
  });

  it('begins anew with what is kept, and a torn line is gone', async () => {
    await journal.add(entry('ada'));
    await appendFile(join(root, JOURNAL), '{"vers');
    await journal.begin(await journal.read());
    await journal.add(entry('grace'));
    expect((await readFile(join(root, JOURNAL), 'utf8')).split('\n')).toHaveLength(3);
    expect(await journal.read()).toEqual([entry('ada'), entry('grace')]);
    expect(await readdir(root)).toEqual([JOURNAL]);
  });
});
