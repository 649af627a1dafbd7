import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UserError } from '../errors.ts';
import type { Environment, Job, Runtime } from '../runtimes/runtime.ts';
import { checkContent, type Row } from './content-check.ts';
import { answered, check, environment, exercise, starts } from './verify.testing.ts';

let root: string;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A runtime on which a workspace answers with the status in its file `status`; «broken» means that the lab is. */
function runtime(seen: string[] = []): Runtime {
  const open = async ({ workspace }: Job): Promise<Environment> => {
    const status = readFileSync(join(workspace, 'status'), 'utf8');
    seen.push(status);
    const answer = () => {
      if (status === 'broken') throw new Error('the engine went away');
      return answered(Number(status));
    };
    const nothing = async () => {};
    return {
      ...environment({ answer }),
      fetch: nothing,
      build: nothing,
      start: nothing,
      ready: nothing,
      close: nothing,
    };
  };
  return {
    name: 'docker',
    capabilities: new Set(['http']),
    crowd: 12,
    missing: async () => null,
    sweep: async () => [],
    open,
  };
}

const echo = () => ({
  ...exercise([starts, check('answers', [{ get: 'echo/', expect: { status: 200 } }])]),
  dir: join(root, 'exercises/echo'),
  template: join(root, 'templates/echo'),
});

function run(only?: string[], where = runtime(), signal = new AbortController().signal): Promise<Row[]> {
  const options = {
    exercises: [echo()],
    runtime: where,
    seed: 's',
    jobs: 2,
    emit: () => {},
    signal,
  };
  return checkContent(only ? { ...options, only } : options);
}

const verdicts = (rows: Row[]) =>
  Object.fromEntries(rows.map(({ name, ok, saw }) => [name, ok ? 'ok' : saw]));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-check-'));
  vi.stubEnv('MICROLAB_HOME', join(root, 'home'));
  write('templates/echo/status', '501');
  write('exercises/echo/solution/status', '200');
  write('exercises/echo/alternatives/other/status', '200');
  write('exercises/echo/mutants/refuses/status', '500');
  write(
    'exercises/echo/mutants/refuses/mutant.yaml',
    'wrong: It refuses.\ncaughtBy: answers\nsays: the status is 500\n',
  );
});
afterEach(() => void vi.unstubAllEnvs());

describe('checkContent', () => {
  it('runs everything, and finds the check that catches no mutant', async () => {
    expect(verdicts(await run())).toEqual({
      template: 'ok',
      solution: 'ok',
      other: 'ok',
      refuses: 'ok',
      starts: 'catches none',
    });
  });

  it('finds a mutant that survives, and one that another repeats', async () => {
    write('exercises/echo/mutants/survives/status', '200');
    write('exercises/echo/mutants/survives/mutant.yaml', 'wrong: Nothing.\ncaughtBy: answers\n');
    write('exercises/echo/mutants/twin/status', '500');
    write('exercises/echo/mutants/twin/mutant.yaml', 'wrong: It refuses too.\ncaughtBy: answers\n');
    const found = verdicts(await run(['mutants']));
    expect(found.survives).toBe('survived');
    expect([found.refuses, found.twin].sort()).toEqual([
      expect.stringMatching(/^fails like (refuses|twin)$/),
      'ok',
    ]);
  });

  it('finds a message without the reason', async () => {
    write('exercises/echo/mutants/vague/status', '404');
    write(
      'exercises/echo/mutants/vague/mutant.yaml',
      'wrong: It knows nothing.\ncaughtBy: answers\nsays: nothing is there\n',
    );
    const found = verdicts(await run(['vague']));
    expect(found.vague).toContain('the status is 404');
  });

  it('tries once more what the lab could not find out, and says so', async () => {
    write('exercises/echo/solution/status', 'broken');
    const seen: string[] = [];
    const [row] = await run(['solution'], runtime(seen));
    expect(row).toMatchObject({ ok: false, undecided: true, saw: expect.stringContaining('second try') });
    expect(seen).toEqual(['broken', 'broken']);
  });

  it('begins nothing new once the time is up, and names what it left out', async () => {
    const options = {
      exercises: [echo()],
      runtime: runtime(),
      seed: 's',
      jobs: 1,
      withinMs: 0,
      emit: () => {},
      signal: new AbortController().signal,
    };
    const rows = await checkContent(options);
    expect(rows.map(({ left, ok }) => [left, ok])).toEqual(Array(4).fill([true, true]));
  });

  it('ends only after all that had begun was removed, when it is interrupted', async () => {
    const controller = new AbortController();
    const sound = runtime();
    const seen = { opened: 0, closed: 0 };
    const slow: Runtime = {
      ...sound,
      async open(job) {
        seen.opened++;
        return {
          ...(await sound.open(job)),
          build: async () => controller.abort(new Error('enough')),
          close: () => new Promise(resolve => setTimeout(() => resolve(void seen.closed++), 50)),
        };
      },
    };
    await expect(run(undefined, slow, controller.signal)).rejects.toThrow('enough');
    expect(seen.opened).toBeGreaterThan(0);
    expect(seen.closed).toBe(seen.opened);
  });

  it('refuses to check nothing, and a mutant that is described wrongly', async () => {
    await expect(run(['nobody'])).rejects.toThrow('There is nothing to check.');
    write('exercises/echo/mutants/refuses/mutant.yaml', 'wrong: It refuses.\ncaughtBy: anwers\n');
    const thrown = await run().catch((error: unknown) => error);
    expect((thrown as UserError).details[0]).toContain(
      'mutant.yaml:2:1: no check is called "anwers". Did you mean "answers"?',
    );
  });
});
