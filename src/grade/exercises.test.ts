import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../report/model.ts';
import { check, exercise as made } from '../verify/verify.testing.ts';
import { verifyAll } from './exercises.ts';
import { check as seen } from './results.fixture.ts';
import type { Task, Verified } from './slot.ts';

const exercise = made([check('starts', []), check('stays', [])]);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'exercises-'));
  await mkdir(join(root, 'echo'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const saw = (status: 'passed' | 'error', spent = false): Verified => {
  const checks = [seen('starts', status, { message: status === 'error' ? 'nothing answered' : null })];
  return { report: { checks } as Report, refusals: [], images: {}, broken: null, spent };
};
const gone = (spent: boolean): Verified => ({
  report: null,
  refusals: [],
  images: {},
  broken: 'the engine is gone',
  spent,
});

/** Verifies one exercise by what each try does. */
async function decide(...tries: ((task: Task) => Verified | Promise<Verified>)[]) {
  const left = [...tries];
  const [decided] = await verifyAll({
    exercises: [exercise],
    parts: new Map([['echo', { kind: 'folder', folder: join(root, 'echo'), digest: 'd0' }]]),
    seed: 's',
    verify: async task => {
      const next = left.shift();
      if (!next) throw new Error('it was tried too often');
      return next(task);
    },
    deadlineMs: 500,
    signal: new AbortController().signal,
  });
  return { outcome: decided?.outcome, tries: tries.length - left.length };
}
const never = ({ signal }: Task) =>
  new Promise<Verified>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
const endless = (task: Task) => {
  task.onBegun?.();
  return never(task);
};
const broken = () => Promise.reject(new Error('no route'));

describe('an exercise of a submission', () => {
  it('is tried once where it was decided, and once more where it was not', async () => {
    const passed = () => saw('passed');
    expect(await decide(passed)).toMatchObject({ outcome: { status: 'graded' }, tries: 1 });
    for (const first of [broken, () => saw('error'), () => gone(true)])
      expect(await decide(first, passed)).toMatchObject({
        outcome: { status: 'graded', report: { checks: [{ status: 'passed' }] } },
        tries: 2,
      });
  });

  it('stays undecided where the machine was at fault twice', async () => {
    expect(await decide(broken, broken)).toMatchObject({
      outcome: { status: 'undecided', reasons: ['no route'] },
      tries: 2,
    });
    expect(await decide(() => saw('error'), endless)).toMatchObject({
      outcome: { report: { checks: [{ status: 'error' }] } },
    });
  });

  it('has failed where it brought down what it ran in twice', async () => {
    for (const once of [() => gone(true), () => saw('error', true)]) {
      const { outcome } = await decide(once, once);
      expect(outcome).toMatchObject({
        status: 'graded',
        report: { verdict: 'failed', checks: [{ status: 'failed' }, { status: 'skipped' }] },
      });
    }
  });

  it('has failed where it was not done in time', async () => {
    const { outcome, tries } = await decide(endless);
    expect(tries).toBe(1);
    expect(outcome).toMatchObject({ status: 'graded', report: { verdict: 'failed' } });
  });

  it('stays undecided where the machine was not ready for it in time', async () => {
    const { outcome, tries } = await decide(never);
    expect(tries).toBe(1);
    expect(outcome).toMatchObject({
      status: 'undecided',
      reasons: [expect.stringMatching(/^What it needs was not there/)],
    });
  });

  it('is tried on a copy of its own each time', async () => {
    await writeFile(join(root, 'echo/Dockerfile'), 'FROM scratch\n');
    const texts: string[] = [];
    const change = async ({ folder }: Task) => {
      texts.push(await readFile(join(folder, 'Dockerfile'), 'utf8'));
      await writeFile(join(folder, 'Dockerfile'), 'written anew');
      return saw('error');
    };
    await decide(change, change);
    expect(texts).toEqual(['FROM scratch\n', 'FROM scratch\n']);
  });
});
