import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localEngine } from '../../grade/engines/local.ts';
import { classroom } from '../../grade/grade.testing.ts';
import { gradeClass } from '../../grade/index.ts';
import { placeFor } from '../../grade/places.ts';
import { regrade } from '../../grade/regrade.ts';
import type { Lab } from '../lab.ts';
import { sandbox, wide } from '../testing.ts';

let room: Awaited<ReturnType<typeof classroom>>;
let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  [room, box] = await Promise.all([classroom(), sandbox()]);
});
afterEach(() => Promise.all([room.remove(), box.remove()]));

/** Runs `microlab grade` with the exam of the classroom; `@` is the folder that holds the class. */
function run(command: string) {
  const { grading, exercises } = room;
  const find = (id: string) => {
    const found = exercises.find(one => one.id === id);
    if (!found) throw new Error(`no exercise ${id}`);
    return found;
  };
  const change: Partial<Lab> = {
    exams: async () => ({ exams: [grading.exam], find: () => grading.exam }),
    questions: async () => ({ items: grading.items, exercises }),
    catalog: async () => ({ roots: [], exercises, find }),
    gradeClass,
    regrade,
    gradingEngine: async ({ jobs, signal, ...options }) => {
      placeFor({ ...options, signal });
      return localEngine({ jobs, openSlot: room.openSlot, signal });
    },
  };
  return box.run(command.replaceAll('@', room.root), { change, ...wide });
}

const right = { first: 'well', second: 'well' };
const CLASS = 'grade @/class --exam tiny --seed k3f9';

describe('microlab grade', () => {
  it('prints the class, and a line for each submission as it ends', async () => {
    await room.handIn('ada', right);
    await room.handIn('grace', { wrong: 4 });
    const { exitCode, out, err } = await run(`${CLASS} --jobs 1`);
    expect(exitCode).toBe(0);
    expect(out).toContain('1 passed, 1 failed, 0 inconclusive.');
    expect(err.replaceAll(/\([\d.]+ m?s\)/g, '(time)')).toBe(
      [
        '2 to grade',
        '✔ This machine can be trusted: a known-good submission reached 100% (time)',
        '✔ passed        ada  100.0% (time)',
        '✖ failed        grace  0.0% (time)',
        '',
      ].join('\n'),
    );
  });

  it('prints one submission as one, in the format that was asked for', async () => {
    await room.handIn('ada', right);
    const one = await run('grade @/class/ada --exam tiny --seed k3f9 --format json');
    expect(JSON.parse(one.out)).toMatchObject({ submission: { id: 'ada' }, mark: 100, seed: 'k3f9' });
    const all = await run(`${CLASS} --format json`);
    expect(JSON.parse(all.out)).toMatchObject({ results: [{ submission: { id: 'ada' } }] });
  });

  it('says what follows where no seed is given', async () => {
    await room.handIn('ada', right);
    const { err } = await run('grade @/class --exam tiny');
    expect(err).toContain('no seed was given, so it is "tiny"');
  });

  it('gives a learner nothing of the key', async () => {
    await room.handIn('ada', right);
    const { out } = await run(`${CLASS} --audience learner --format json`);
    expect(out).not.toContain('k3f9');
    expect(out).not.toContain('Because.');
    expect(JSON.parse(out)).toMatchObject({ audience: 'learner', statistics: { items: [] } });
  });

  it('writes every report into the output folder', async () => {
    await room.handIn('ada', right);
    await room.handIn('grace', right);
    const { exitCode, out, err } = await run(
      `${CLASS} --output @/out --format json --format gradescope --format html`,
    );
    expect([exitCode, out]).toEqual([0, '']);
    expect(err).toContain(`The reports are in ${room.root}/out`);
    const files = (await readdir(join(room.root, 'out'), { recursive: true })).sort();
    expect(files).toEqual([
      'class.gradescope.json',
      'class.html',
      'class.json',
      'gradebook.csv',
      'learner',
      ...['ada', 'grace'].flatMap(id =>
        ['gradescope.json', 'html', 'json'].map(end => `learner/${id}.${end}`),
      ),
      'results.jsonl',
      'teacher',
      ...['ada', 'grace'].flatMap(id =>
        ['gradescope.json', 'html', 'json'].map(end => `teacher/${id}.${end}`),
      ),
    ]);
    expect(await readFile(join(room.root, 'out/learner/ada.html'), 'utf8')).not.toContain('k3f9');
    const again = await run(`${CLASS} --output @/out --format markdown`);
    expect(again.exitCode).toBe(2);
    expect(again.err).toContain('holds 2 results of an earlier grading');
    const resumed = await run(`${CLASS} --output @/out --resume --format markdown`);
    expect(resumed.err).toContain('0 to grade, 2 were graded before and are kept');
    expect(await readdir(join(room.root, 'out'))).toContain('class.md');
  });

  it.each([
    ['a mark below the limit', { wrong: 4 }, '--fail-under 50', 1],
    ['a mark at the limit', { ...right, wrong: 4 }, '--fail-under 60', 0],
    ['no limit', { wrong: 4 }, '', 0],
    ['work that could not be decided', { ...right, first: 'broken' }, '', 4],
    ['work that could not be decided beside a limit', { ...right, first: 'broken' }, '--fail-under 50', 4],
  ])('exits by %s', async (_, work, flags, exitCode) => {
    await room.handIn('ada', work);
    expect((await run(`${CLASS} ${flags}`)).exitCode).toBe(exitCode);
  });

  it('exits 4 where the machine is not trusted, and says why', async () => {
    await room.handIn('ada', right);
    await room.write('course/first/solution/work', 'starts: failed\n');
    const { exitCode, out, err } = await run(CLASS);
    expect([exitCode, out]).toEqual([4, '']);
    expect(err).toContain('This machine is not trusted');
    expect(err).toContain('first/starts: failed');
  });

  it.each([
    ['grade @/class', 'Which exam were these made for?'],
    [`${CLASS} --resume`, '--resume goes on with what an output folder holds'],
    [`${CLASS} --format json --format html`, 'Several formats cannot all go to stdout.'],
    [`${CLASS} --due tomorrow`, '--due is "tomorrow"'],
    [`${CLASS} --format yaml`, 'Allowed choices are gradescope, html, json'],
    [`${CLASS} --fail-under 101`, 'A number from 0 to 100 is expected.'],
    ['grade @/nowhere --exam tiny', 'there is no such file or folder'],
  ])('refuses %j', async (command, message) => {
    await room.handIn('ada', right);
    const { exitCode, err, thrown } = await run(command);
    expect(exitCode).toBe(2);
    // What commander itself refuses goes past the terminal of a test.
    if (thrown) expect(err).toContain(message);
    expect(room.tasks).toEqual([]);
  });

  it('compares a report with a second grading', async () => {
    await room.handIn('ada', { ...right, wrong: 1 });
    const { out } = await run('grade @/class/ada --exam tiny --seed k3f9 --format json');
    const report = join(room.root, 'report.json');
    await writeFile(report, out);
    const same = await run(`grade @/class/ada --verify ${report}`);
    expect([same.exitCode, same.out]).toEqual([0, '✔ The report says what this grading found.\n']);
    await writeFile(report, out.replace('"mark": 90', '"mark": 99'));
    const other = await run(`grade @/class/ada --verify ${report}`);
    expect(other.exitCode).toBe(1);
    expect(other.out).toContain('mark: the report says 99, this grading found 90');
  });
});

describe('microlab exam paper', () => {
  it('prints what learners get, each their own where that is graded so', async () => {
    const all = await run('exam paper tiny --seed k3f9 --format json');
    expect(all.exitCode).toBe(0);
    expect(all.out).not.toContain('k3f9');
    expect(JSON.parse(all.out).sections[0].questions).toHaveLength(4);
    const own = await run('exam paper tiny --seed k3f9 --for ada --format json');
    expect(own.out).not.toBe(all.out);
    expect((await run('exam paper tiny --seed k3f9 --for ada --format json')).out).toBe(own.out);
    expect((await run('exam paper tiny --seed k3f9')).out).toMatch(/^# Tiny\n/);
  });
});
