import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forLearner } from '../exam/learner.ts';
import type { ClassReport, ExamResult } from '../report/grades/model.ts';
import { localEngine } from './engines/local.ts';
import { classroom } from './grade.testing.ts';
import { readReport, regrade } from './regrade.ts';

let room: Awaited<ReturnType<typeof classroom>>;
let report: ClassReport;
let told: ExamResult;
beforeEach(async () => {
  room = await classroom();
  await room.handIn('ada', { wrong: 1, first: 'well', second: 'neat: failed' });
  report = await room.grade();
  told = report.results[0] as ExamResult;
});
afterEach(() => room.remove());

const signal = new AbortController().signal;
const again = (result: unknown = told, submission = 'ada') =>
  regrade({
    told: result as ExamResult,
    submission: { id: submission, source: join(room.root, 'class', submission), kind: 'folder' },
    grading: room.grading,
    engine: localEngine({ jobs: 1, openSlot: room.openSlot, signal }),
    signal,
  });

describe('grading again', () => {
  it('finds what the report says', async () => {
    expect((await again()).differences).toEqual([]);
    expect((await again(forLearner(told))).differences).toEqual([]);
    expect(room.slots.open).toBe(room.slots.closed);
  });

  it('finds a report that was changed', async () => {
    const forged = structuredClone({ ...told, mark: 100 }) as ExamResult & { mark: number };
    const [check] = forged.sections[1]?.exercises[1]?.report?.checks.slice(1) ?? [];
    Object.assign(check ?? {}, { status: 'passed', earned: 1 });
    expect((await again(forged)).differences).toEqual([
      'second/neat: the report says passed, this grading found failed',
      'points of second/neat: the report says 1, this grading found 0',
      `mark: the report says 100, this grading found ${told.mark}`,
    ]);
  });

  it('grades nothing where the work is not what the report is about', async () => {
    const { length } = room.tasks;
    await room.write('class/ada/second/work', 'well\n');
    const { differences, result } = await again();
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatch(/^the submission is another one, or was changed: digest /);
    expect(result).toBeNull();
    expect(room.tasks).toHaveLength(length);
  });

  it('takes what was corrected by hand for what it is', async () => {
    await writeFile(
      join(room.root, 'corrections.yaml'),
      '- {submission: ada, item: a-choice, share: 1, reason: r}\n',
    );
    const corrected = await room.grade({ corrections: join(room.root, 'corrections.yaml') });
    expect(corrected.results[0]?.mark).not.toBe(told.mark);
    expect((await again(corrected.results[0])).differences).toEqual([]);
  });

  it('says of a damaged report that it is one', async () => {
    const damaged = { ...told, sections: [{ id: 'theory' }] };
    expect((await again(damaged)).differences[0]).toMatch(/^the report is damaged/);
  });
});

describe('a report', () => {
  const read = async (value: unknown) => {
    const file = join(room.root, 'report.json');
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    return readReport(file);
  };

  it('is of one submission or of a class', async () => {
    expect((await read(told)).of('whatever').submission.id).toBe('ada');
    const all = await read(report);
    expect(all.exam).toBe('tiny');
    expect(all.of('ada').mark).toBe(told.mark);
    expect(() => all.of('grace')).toThrow('is no report');
  });

  it.each([['no JSON'], [null], [[]], [{ version: 2 }], [{ version: 1 }]])('is not %j', async value => {
    await expect(read(value)).rejects.toThrow('is no report of a grading');
  });
});
