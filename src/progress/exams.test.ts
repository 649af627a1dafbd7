import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { started } from '../exam/attempt.fixture.ts';
import type { ExamResult } from '../report/grades/model.ts';
import { examsIn } from './exams.ts';

const NOW = new Date('2026-01-31T12:00:00.000Z');
const moment = (passedMs: number) => ({ at: NOW.getTime() + passedMs, passedMs });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'exams-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const file = (id: string) => join(dir, 'exams', `${id}.jsonl`);

it('has no attempts where nothing was ever begun', async () => {
  expect(await examsIn(dir).attempts()).toEqual([]);
});

it('keeps each step on the disk, and reads it back', async () => {
  const exams = examsIn(dir);
  const { id } = await exams.begin(started, NOW);
  expect(id).toBe('basic-20260131T120000Z');
  await exams.append(id, { type: 'answered', question: 'one', answer: 'b', durationMs: 1 }, moment(1000));
  const [attempt, ...more] = await examsIn(dir).attempts();
  expect(more).toEqual([]);
  expect(attempt).toMatchObject({ id, stage: 'running', startedAt: NOW.toISOString(), last: moment(1000) });
  expect(attempt?.answers.get('one')?.answer).toBe('b');
  expect((await readFile(file(id), 'utf8')).trim().split('\n')).toHaveLength(2);
});

it('loses only the line that a killed process had not finished', async () => {
  const exams = examsIn(dir);
  const { id } = await exams.begin(started, NOW);
  await appendFile(file(id), '{"v":1,"at":"2026-01-31T12:0');
  await exams.append(id, { type: 'flagged', question: 'one', on: true }, moment(2000));
  const [attempt] = await exams.attempts();
  expect(attempt?.flagged).toEqual(new Set(['one']));
});

it('passes over files that are no attempts', async () => {
  await mkdir(join(dir, 'exams'));
  await writeFile(file('empty'), '');
  await writeFile(file('other'), '{"a":1}\nnull\n');
  expect(await examsIn(dir).attempts()).toEqual([]);
});

it('says so where a newer microlab has written', async () => {
  const { id } = await examsIn(dir).begin(started, NOW);
  await appendFile(
    file(id),
    `${JSON.stringify({ v: 2, at: NOW.toISOString(), passedMs: 1, type: 'seen' })}\n`,
  );
  await expect(examsIn(dir).attempts()).rejects.toThrow('written by a newer microlab');
});

it('says so where it cannot be kept', async () => {
  await writeFile(join(dir, 'exams'), 'a file is in the way');
  await expect(examsIn(dir).begin(started, NOW)).rejects.toThrow('The exam cannot be kept');
});

it('keeps the result beside the attempt, and a later one in its place', async () => {
  const exams = examsIn(dir);
  const result = (mark: number) => ({ version: 1, mark }) as ExamResult;
  expect(await exams.result('basic-1')).toBeNull();
  await exams.keepResult('basic-1', result(50)).catch(async () => mkdir(join(dir, 'exams')));
  await exams.keepResult('basic-1', result(70));
  expect(await exams.result('basic-1')).toMatchObject({ mark: 70 });
});
