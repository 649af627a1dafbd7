import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT, UserError } from '../errors.ts';
import type { ExamResult } from '../report/grades/model.ts';
import { claimRun } from '../runtimes/claim.ts';
import type { GradeEvent } from './events.ts';
import { classroom } from './grade.testing.ts';
import { JOURNAL, Journal } from './journal.ts';

let room: Awaited<ReturnType<typeof classroom>>;
beforeEach(async () => {
  room = await classroom();
});
afterEach(() => room.remove());

const right = { first: 'well', second: 'well' };
const marksOf = ({ results }: { results: readonly ExamResult[] }) =>
  results.map(({ submission, mark, verdict }) => `${submission.id} ${mark} ${verdict}`);
const folders = async () => (await readdir(join((await claimed()).scratch, '..'))).length - 1;
const claimed = async () => {
  const claim = await claimRun();
  await claim.release();
  return claim;
};

describe('grading a class', () => {
  it('gives each submission its mark', async () => {
    await room.handIn('all', right);
    await room.handIn('half', { wrong: 2, first: 'well' });
    await room.handIn('core', { first: 'neat: failed', second: 'starts: failed\nneat: skipped' });
    await room.write('class/nothing/README.md', 'I was ill.');
    const report = await room.grade();
    expect(marksOf(report)).toEqual([
      'all 100 passed',
      'core 64 failed',
      'half 50 failed',
      'nothing 0 failed',
    ]);
    expect(report.statistics).toMatchObject({ submissions: 4, passed: 1, failed: 3, mean: 53.5 });
    expect(report.canary?.verdict).toBe('passed');
  });

  it('is the same whatever the number of jobs is', async () => {
    for (let n = 0; n < 6; n++) await room.handIn(`learner-${n}`, { wrong: n % 3, first: 'neat: failed' });
    const timeless = ({ results }: Awaited<ReturnType<typeof room.grade>>) =>
      results.map(result => ({ ...result, durationMs: 0 }));
    expect(timeless(await room.grade({ jobs: 4 }))).toEqual(timeless(await room.grade({ jobs: 1 })));
  });

  it('lists first what could not be decided, and counts it as no mark', async () => {
    await room.handIn('ada', right);
    await room.handIn('zoe', { ...right, second: 'broken' });
    const report = await room.grade();
    expect(marksOf(report)).toEqual(['zoe null inconclusive', 'ada 100 passed']);
    expect(report.results[0]?.sections[1]?.exercises[1]).toMatchObject({
      status: 'undecided',
      share: null,
      reasons: ['the engine is gone'],
    });
    expect(report.statistics.mean).toBe(100);
  });

  it('grades the rest of a submission where a part is refused, late or broken', async () => {
    await room.handIn('refused', {
      ...right,
      first: 'refused: compose.yaml:3:5: `privileged` is not allowed',
    });
    await room.handIn('endless', { ...right, first: 'endless' });
    const report = await room.grade({ grading: { ...room.grading, deadlineMs: 200 } });
    expect(marksOf(report)).toEqual(['endless 70 passed', 'refused 70 passed']);
    const [endless, refused] = report.results.map(({ sections }) => sections[1]?.exercises[0]);
    expect(endless).toMatchObject({ status: 'graded', verdict: 'failed', share: 0 });
    expect(endless?.report?.checks[0]?.message).toMatch(/^It was not done within 100 ms/);
    expect(refused).toMatchObject({
      status: 'refused',
      reasons: ['refused: compose.yaml:3:5: `privileged` is not allowed'],
    });
  });

  it('says where answers cannot be read, and grades the exercises', async () => {
    await room.handIn('ada', right);
    await room.write('class/ada/answers.yaml', 'answers: [\n');
    const [result] = (await room.grade()).results;
    expect(result?.mark).toBe(60);
    expect(result?.notes[0]).toMatch(/^answers\.yaml:2:1: This is not valid YAML/);
  });

  it('draws a paper of its own for each, repeatably, where that is asked for', async () => {
    Object.assign(room.grading, { seedPerSubmission: true });
    for (const id of ['ada', 'grace']) await room.handIn(id, right);
    const once = await room.grade();
    expect(marksOf(once)).toEqual(['ada 100 passed', 'grace 100 passed']);
    const seeds = once.results.map(({ seed }) => seed);
    expect(new Set([...seeds, 'k3f9']).size).toBe(3);
    expect((await room.grade()).results.map(({ seed }) => seed)).toEqual(seeds);
    expect(room.tasks.every(({ seed }) => seed !== 'k3f9')).toBe(true);
  });

  it('carries the digests of all that it depends on', async () => {
    for (const id of ['ada', 'twin']) await room.handIn(id, right);
    await room.handIn('other', { ...right, wrong: 1 });
    const [ada, other, twin] = (await room.grade()).results;
    expect(ada?.digests).toEqual(twin?.digests);
    expect(ada?.digests.submission).not.toBe(other?.digests.submission);
    expect(ada?.digests.checks).toMatch(/^[0-9a-f]{64}$/);
    const [first] = ada?.sections[1]?.exercises ?? [];
    expect(first?.digests).toEqual({
      folder: expect.stringMatching(/^[0-9a-f]{64}$/),
      images: { echo: 'image of first' },
    });
  });

  it('marks what came late, and says where that cannot be told', async () => {
    for (const [id, time] of Object.entries({ early: '15:59', late: '16:01' })) {
      await room.handIn(id, right);
      await appendFile(join(room.root, `class/${id}/answers.yaml`), `submitted: 2026-05-04T${time}:00Z\n`);
    }
    await room.handIn('unknown', right);
    const { results } = await room.grade({ due: '2026-05-04T16:00:00.000Z' });
    expect(results.map(({ submission }) => submission.late)).toEqual([false, true, false]);
    expect(results.map(({ notes }) => notes.length)).toEqual([0, 0, 1]);
  });

  it('replaces a place that was spent, and removes all of them', async () => {
    await room.handIn('a', { ...right, first: 'greedy' });
    await room.handIn('b', right);
    await room.grade({ jobs: 1 });
    expect(room.slots).toEqual({ open: 2, closed: 2 });
  });
});

describe('the canary', () => {
  it('comes first, and nothing is graded where it fails', async () => {
    await room.handIn('ada', right);
    await room.write('course/second/solution/work', 'starts: passed\nneat: failed\n');
    const thrown: unknown = await room.grade({ output: join(room.root, 'out') }).catch(one => one);
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).exitCode).toBe(EXIT.inconclusive);
    expect((thrown as UserError).details[0]).toBe('second/neat: failed.');
    expect(room.tasks).toHaveLength(2);
    expect(room.slots).toEqual({ open: 1, closed: 1 });
    expect(await readdir(join(room.root, 'out'))).toEqual([]);
  });

  it('is graded in every place that the submissions will be spread over', async () => {
    await room.handIn('ada', right);
    await room.handIn('ben', right);
    await room.grade({ jobs: 3 });
    // Two exercises each: in two places, as there are two submissions.
    expect(room.tasks.filter(({ folder }) => folder.includes('/first'))).toHaveLength(2 + 2);
    expect(room.slots).toEqual({ open: 2, closed: 2 });
  });

  it('is told of before the submissions', async () => {
    await room.handIn('ada', right);
    const events: GradeEvent['type'][] = [];
    await room.grade({ emit: event => void events.push(event.type) });
    expect(events).toEqual(['begun', 'canary-started', 'canary-passed', 'started', 'graded']);
  });
});

describe('a grading that is gone on with', () => {
  let output: string;
  const kept = async () =>
    (await readFile(join(output, JOURNAL), 'utf8'))
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).result.submission.id as string);
  const graded = async (more: Parameters<typeof room.grade>[0] = {}) => {
    const ids: string[] = [];
    const report = await room.grade({
      output,
      resume: true,
      emit: event => void (event.type === 'graded' && ids.push(event.result.submission.id)),
      ...more,
    });
    return { report, ids: ids.sort() };
  };
  beforeEach(() => {
    output = join(room.root, 'out');
  });

  it('is refused where nobody asked for it', async () => {
    await room.handIn('ada', right);
    await graded({ resume: false });
    await expect(room.grade({ output })).rejects.toThrow('holds a result of an earlier grading');
    expect(await kept()).toEqual(['ada']);
  });

  it('ends with each result once, however often it was killed', async () => {
    const ids = [...Array(30).keys()].map(n => `learner-${String(n).padStart(2, '0')}`);
    for (const id of ids) await room.handIn(id, { first: 'well' });
    for (const [jobs, kill] of [
      [2, 9],
      [3, 11],
    ] as const) {
      const controller = new AbortController();
      let seen = 0;
      const killed = room.grade({
        output,
        resume: true,
        jobs,
        signal: controller.signal,
        emit({ type }) {
          if (type === 'graded' && ++seen === kill) controller.abort(new Error('killed'));
        },
      });
      await expect(killed).rejects.toThrow('killed');
      // The last line of a process that was killed while it wrote.
      await appendFile(join(output, JOURNAL), '{"version":1,"condit');
    }
    const before = (await new Journal(output).read()).length;
    expect(before).toBeGreaterThanOrEqual(20);
    expect(before).toBeLessThan(30);
    const { report } = await graded();
    expect(report.results.map(({ submission }) => submission.id)).toEqual(ids);
    expect((await kept()).sort()).toEqual(ids);
    expect(room.slots.open).toBe(room.slots.closed);
  });

  it('keeps what is decided and unchanged, and grades the rest again', async () => {
    for (const id of ['same', 'changed', 'new']) await room.handIn(id, right);
    await room.handIn('broken', { ...right, first: 'broken' });
    await room.write('class/new/answers.yaml', '');
    expect((await graded({ resume: false })).ids).toEqual(['broken', 'changed', 'new', 'same']);
    await room.write('class/changed/first/work', 'starts: failed\n');
    await room.write('class/broken/first/work', 'well\n');
    await room.handIn('later', right);
    const { report, ids } = await graded();
    expect(ids).toEqual(['broken', 'changed', 'later']);
    expect(marksOf(report)).toEqual([
      'broken 100 passed',
      'changed 76 passed',
      'later 100 passed',
      'new 60 failed',
      'same 100 passed',
    ]);
    expect((await kept()).sort()).toEqual(['broken', 'changed', 'later', 'new', 'same']);
  });

  it.each([
    ['another seed', { seed: 'other' }, {}],
    ['another exam', {}, { exam: true }],
    ['other conditions', {}, { conditions: 'docker, offline' }],
  ])(
    'grades all of it again by %s',
    async (_, grading, { exam, ...more }: { exam?: boolean; conditions?: string }) => {
      await room.handIn('ada', right);
      await graded({ resume: false });
      const changed = {
        ...room.grading,
        ...grading,
        exam: { ...room.grading.exam, digest: exam ? 'e1' : 'e0' },
      };
      expect((await graded({ grading: changed, ...more })).ids).toEqual(['ada']);
      expect(await kept()).toEqual(['ada']);
    },
  );

  it('leaves results of others where they are, and needs no machine where nothing is left to do', async () => {
    for (const id of ['ada', 'grace']) await room.handIn(id, right);
    await graded({ resume: false });
    const { open } = room.slots;
    const { report, ids } = await graded({
      submissions: [{ id: 'ada', source: join(room.root, 'class/ada'), kind: 'folder' }],
    });
    expect(ids).toEqual([]);
    expect(report.canary).toBeNull();
    expect(marksOf(report)).toEqual(['ada 100 passed']);
    expect((await kept()).sort()).toEqual(['ada', 'grace']);
    expect(room.slots.open).toBe(open);
  });

  it('takes corrections from the folder of the results, and shows them beside what was found', async () => {
    await room.handIn('ada', { ...right, wrong: 1, first: 'starts: failed' });
    await graded({ resume: false });
    await writeFile(
      join(output, 'corrections.yaml'),
      `- {submission: ada, item: a-choice, share: 1, reason: It could be read in two ways.}
- {submission: ada, item: first, points: 2, reason: The network was slow., by: the board}
`,
    );
    const { report, ids } = await graded();
    expect(ids).toEqual([]);
    const [result] = report.results;
    // 60% of half of the practice are missing: first is worth 2 of its 4 points.
    expect(result?.mark).toBe(85);
    expect(result?.corrections).toEqual([
      {
        submission: 'ada',
        item: 'a-choice',
        share: 1,
        was: 0,
        reason: 'It could be read in two ways.',
        by: null,
      },
      {
        submission: 'ada',
        item: 'first',
        share: 0.5,
        was: 0.2,
        reason: 'The network was slow.',
        by: 'the board',
      },
    ]);
    expect(result?.sections[0]?.questions[0]?.share).toBe(0);
    await writeFile(join(output, 'corrections.yaml'), '');
    expect((await graded()).report.results[0]?.corrections).toEqual([]);
  });
});

it('leaves no folder behind', async () => {
  const before = await folders();
  await room.handIn('ada', right);
  await room.grade();
  expect(await folders()).toBe(before);
});
