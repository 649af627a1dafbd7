import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { CLASS, EXERCISES, nameOf, readTable } from '../../scripts/class/table.ts';
import type { ClassReport, ExamResult, ExerciseResult } from '../../src/report/grades/model.ts';
import { notPassed, rightOf } from './marks.ts';
import { foldersOf, inEngine, place, processesOf, start, volumesOf, volumesThere } from './program.ts';

// The class of thirty, graded for real: killed twice on the way, and gone on with. Its marks are those of the table.

const table = readTable('.');
const here = place();
const output = join(here.root, 'results');
const HOW = ['--exam', table.exam, '--seed', table.seed, '--due', table.due, '--format', 'json'];
const whole = ['grade', CLASS, ...HOW, '--jobs', '2', '--output', output];
/** Both kills come when so many results are known. */
const KILLS = [8, 19];

const journal = () => {
  const file = join(output, 'results.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
};
const idsIn = (lines: readonly string[]) =>
  lines.map(line => (JSON.parse(line) as { result: ExamResult }).result.submission.id);

let report: ClassReport;
let last: { code: number | null; said: string };
/** What was known at each kill. */
const known: string[][] = [];
const volumes: string[] = [];

beforeAll(async () => {
  for (const results of KILLS) {
    const { child, ended } = start([...whole, ...(known.length > 0 ? ['--resume'] : [])], here);
    let over: { code: number | null; said: string } | null = null;
    ended.then(how => {
      over = how;
    });
    await vi.waitFor(
      () => {
        if (over) throw new Error(`it ended too early: ${over.code}\n${over.said}`);
        expect(journal().length).toBeGreaterThanOrEqual(results);
      },
      { timeout: 1_200_000, interval: 50 },
    );
    child.kill('SIGKILL');
    await ended;
    known.push(idsIn(journal()));
    volumes.push(...(await volumesOf(await inEngine(here))));
  }
  last = await start([...whole, '--resume'], here).ended;
  const file = join(output, 'class.json');
  if (!existsSync(file)) throw new Error(`there is no report: ${last.code}\n${last.said}`);
  report = JSON.parse(readFileSync(file, 'utf8'));
});

const resultOf = (id: string) => {
  const result = report.results.find(({ submission }) => submission.id === id);
  if (!result) throw new Error(`no result of ${id}`);
  return result;
};
const exercisesOf = (result: ExamResult) => result.sections.flatMap(({ exercises }) => exercises);
const exerciseOf = (result: ExamResult, id: string) =>
  exercisesOf(result).find(({ exercise }) => exercise === id);

test('every mark is that of the table, and so is each verdict', () => {
  expect(report.results.map(({ submission, mark }) => [submission.id, mark])).toEqual(
    table.submissions.map(({ id, mark }) => [id, mark]),
  );
  expect(report.results.map(({ submission, verdict }) => [submission.id, verdict])).toEqual(
    table.submissions.map(({ id, mark }) => [id, mark >= 70 ? 'passed' : 'failed']),
  );
  expect(last.code).toBe(0);
});

test.for(table.submissions)('$id: $about', row => {
  const result = resultOf(row.id);
  expect(result.submission.late).toBe(row.late ?? false);
  const shares = result.sections.flatMap(({ questions }) => questions.map(({ share }) => share));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(rightOf(row), 9);
  for (const id of EXERCISES) {
    const expected = row[id];
    const found = exerciseOf(result, id);
    if (typeof expected === 'string') {
      expect([id, found?.status]).toEqual([id, expected]);
      continue;
    }
    const withStatus = (status: string) =>
      found?.report?.checks.filter(check => check.status === status).map(check => check.id);
    expect([id, found?.status, found?.core.earned, found?.stretch.earned]).toEqual([
      id,
      'graded',
      expected.core,
      expected.stretch,
    ]);
    const { failed, skipped } = notPassed(id, expected);
    expect(withStatus('failed')).toEqual(failed);
    expect(withStatus('skipped')).toEqual(skipped);
  }
});

test('what a submission must not do was refused with its place and its reason, and not run', () => {
  const reasons = (id: string, exercise: string) => exerciseOf(resultOf(id), exercise)?.reasons.join('\n');
  expect(reasons('s22-privileged', 'user-service')).toMatch(/compose\.yaml:4:\d+: .*privileged/);
  expect(reasons('s22-privileged', 'user-service')).toMatch(
    /compose\.yaml:6:\d+: .*socket of the Docker engine/,
  );
  expect(reasons('s25-foreign-base', 'user-service')).toMatch(/Dockerfile:1:\d+: .*mirror\.example\.org/);
  expect(reasons('s25-foreign-base', 'health-check')).toMatch(/Dockerfile:5:\d+: .*ADD/);
  expect(reasons('s26-climbs-out', 'user-service')).toContain('climbed-out.txt');
});

test('what was known at a kill is kept as it is: thirty results, each once', () => {
  const ids = idsIn(journal());
  expect([...ids].sort()).toEqual(table.submissions.map(({ id }) => id).sort());
  const [first = [], second = []] = known;
  expect(first.length).toBeGreaterThanOrEqual(8);
  expect(second.slice(0, first.length)).toEqual(first);
  expect(ids.slice(0, second.length)).toEqual(second);
});

test('nothing is left behind: in the engine, among the processes, in the folders', async () => {
  expect(await inEngine(here)).toEqual([]);
  expect(volumes.length).toBeGreaterThan(0);
  const there = await volumesThere();
  expect(volumes.filter(name => there.includes(name))).toEqual([]);
  expect(processesOf(here)).toEqual([]);
  expect(foldersOf(here)).toEqual([]);
});

test('one at a time gives the same reports', async () => {
  const some = table.submissions.filter(({ id }) => /^s(06|12|22|23|27)/.test(id));
  const alone = join(here.root, 'alone');
  const names = some.map(row => join(CLASS, nameOf(row)));
  const { code, said } = await start(['grade', ...names, ...HOW, '--jobs', '1', '--output', alone], here)
    .ended;
  expect([code, said]).toEqual([0, said]);
  const reports = (folder: string, ids: readonly string[]) =>
    ids.map(id => comparable(JSON.parse(readFileSync(join(folder, 'teacher', `${id}.json`), 'utf8'))));
  const ids = some.map(({ id }) => id);
  expect(readdirSync(join(alone, 'teacher')).sort()).toEqual(ids.map(id => `${id}.json`).sort());
  expect(reports(alone, ids)).toEqual(reports(output, ids));
  expect(await inEngine(here)).toEqual([]);
  expect(foldersOf(here)).toEqual([]);
});

/** A result without what no two runs have in common: durations, and the digests of images, which hold the time of their build. */
function comparable(result: ExamResult) {
  const bare = (one: ExerciseResult) => ({
    ...one,
    digests: { ...one.digests, images: Object.keys(one.digests.images) },
    report: one.report && {
      ...one.report,
      phases: one.report.phases.map(({ name }) => name),
      checks: one.report.checks.map(check => ({
        ...check,
        durationMs: 0,
        message: check.message?.replaceAll(/\d+(\.\d+)? m?s\b/g, 'a time') ?? null,
      })),
    },
  });
  return {
    ...result,
    durationMs: 0,
    sections: result.sections.map(section => ({ ...section, exercises: section.exercises.map(bare) })),
  };
}
