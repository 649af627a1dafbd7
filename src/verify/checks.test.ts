import { describe, expect, it } from 'vitest';
import { WorkFault } from '../errors.ts';
import type { CheckResult } from '../report/model.ts';
import type { Capability, Environment } from '../runtimes/runtime.ts';
import { runChecks, type Standing } from './checks.ts';
import { plan } from './plan.ts';
import { answered, check, environment, exercise, starts } from './verify.testing.ts';

const UP: Standing = { fault: null, broken: null };
const ALL = new Set<Capability>(['http', 'process', 'network', 'spy']);

interface Setting {
  in?: Environment;
  standing?: Standing;
  capabilities?: ReadonlySet<Capability>;
  seed?: string;
}

function run(
  checks: Parameters<typeof exercise>[0],
  { in: where = environment(), standing = UP, capabilities = ALL, seed = 's' }: Setting = {},
): Promise<CheckResult[]> {
  const planned = plan(exercise(checks), capabilities);
  return runChecks({
    planned,
    environment: where,
    standing,
    seed,
    signal: new AbortController().signal,
    emit: () => {},
    keep: () => {},
  });
}

const statuses = (results: CheckResult[]) => results.map(({ status }) => status);
const get = (path = 'echo/') => [{ get: path, expect: { status: 200 } }];

describe('runChecks', () => {
  it('passes, and gives the points', async () => {
    const [, result] = await run([starts, check('answers', get(), { points: 3 })]);
    expect(result).toMatchObject({ status: 'passed', points: 3, earned: 3, message: null, hint: null });
  });

  it('fails with expected, actual, message and hint, and skips what needs it', async () => {
    const checks = [
      starts,
      check('answers', get()),
      check('more', get(), { needs: ['answers'] }),
      check('other', [{ get: 'echo/' }]),
    ];
    const results = await run(checks, { in: environment({ answer: () => answered(501, 'not yet') }) });
    expect(statuses(results)).toEqual(['passed', 'failed', 'skipped', 'passed']);
    expect(results[1]).toMatchObject({
      earned: 0,
      expected: '200',
      actual: '501',
      hint: 'look',
      message: expect.stringContaining('not yet'),
    });
    expect(results[2]?.message).toBe('It needs «answers», which failed.');
  });

  it('fails the first check alone where the services did not come up', async () => {
    const results = await run([starts, check('answers', get())], {
      standing: { fault: new WorkFault('it ended'), broken: null },
    });
    expect(results.map(({ status, message }) => [status, message])).toEqual([
      ['failed', 'it ended'],
      ['skipped', 'It needs «starts», which failed.'],
    ]);
  });

  it('keeps no more of what was seen than a person reads', async () => {
    const body = JSON.stringify(Array.from({ length: 9000 }, (_, id) => ({ id, name: 'x' })));
    const wanted = [{ get: 'echo/', expect: { status: 200, json: { $length: 1 } } }];
    const [, result] = await run([starts, check('answers', wanted)], {
      in: environment({ answer: () => answered(200, body) }),
    });
    expect(result?.status).toBe('failed');
    expect(result?.actual).toMatch(/^\[\{"id":0,.{19000,21000}… \(cut here\)$/);
  });

  it('holds nothing against the learner when the lab could not find out', async () => {
    expect(
      statuses(
        await run([starts, check('answers', get())], {
          standing: { fault: null, broken: 'the engine is gone' },
        }),
      ),
    ).toEqual(['error', 'error']);
    const broken = environment({
      answer: () => {
        throw new Error('the helper is gone');
      },
    });
    expect((await run([starts, check('answers', get())], { in: broken }))[1]).toMatchObject({
      status: 'error',
      message: 'the helper is gone',
    });
  });

  it('skips what the runtime cannot verify, and names the one that can', async () => {
    const results = await run([starts, check('cut', [{ cutOff: 'echo' }])], {
      capabilities: new Set(['http']),
    });
    expect(results[1]).toMatchObject({ status: 'skipped', verifiedBy: 'docker' });
  });

  it('tries a fault of time again when the machine stood still, and then calls it undecided', async () => {
    const silent = { answered: false, reason: 'timeout', elapsedMs: 10_000 } as const;
    const checks = [starts, check('answers', get())];
    // Each check asks before and, where time was the fault, after.
    const once = environment({ answer: () => silent, strain: [0, 0, 5000, 0, 0] });
    expect(statuses(await run(checks, { in: once }))).toEqual(['passed', 'failed']);
    const always = environment({ answer: () => silent, strain: [0, 0, 5000, 0, 5000] });
    expect((await run(checks, { in: always }))[1]).toMatchObject({
      status: 'error',
      message: expect.stringContaining('stood still'),
    });
  });

  it('tries any fault of a timed check again when the machine stood still', async () => {
    const wrong = () => environment({ answer: () => answered(500), strain: [0, 0, 5000, 0, 0] });
    const outcome = async (timed: boolean) =>
      (await run([starts, check('races', get(), { timed })], { in: wrong() }))[1];
    expect(await outcome(false)).toMatchObject({ status: 'failed' });
    const tries: string[] = [];
    const counting = environment({
      answer: path => {
        tries.push(path);
        return answered(tries.length === 1 ? 500 : 200);
      },
      strain: [0, 0, 5000],
    });
    const [, second] = await run([starts, check('races', get(), { timed: true })], { in: counting });
    expect(second).toMatchObject({ status: 'passed' });
  });

  it('draws the same values for a check whatever else is run, and others for another seed', async () => {
    const seen: string[] = [];
    const answer = (path: string) => {
      seen.push(path);
      return answered(200);
    };
    const where = () => environment({ answer });
    const drawing = check('drawing', get('echo/${user.id}'), { draw: { user: 'person' } });
    await run([starts, drawing], { in: where(), seed: 'a' });
    await run([starts, check('before', get()), drawing], { in: where(), seed: 'a' });
    await run([starts, drawing], { in: where(), seed: 'b' });
    const [first, , again, other] = seen;
    // The millions come from the check's place in the exercise, the rest from the seed.
    expect(Number(first?.slice(1)) % 1_000_000).toBe(Number(again?.slice(1)) % 1_000_000);
    expect(Number(first?.slice(1)) % 1_000_000).not.toBe(Number(other?.slice(1)) % 1_000_000);
  });

  it('leaves a spy where it is for a check that begins with it, and for no other', async () => {
    const kept: string[][] = [];
    const where = environment({ restore: async spied => void kept.push([...(spied ?? [])]) });
    const spy = { spy: 'echo' };
    await run([starts, check('first', [spy, ...get()]), check('later', [...get(), spy])], { in: where });
    expect(kept).toEqual([[], ['echo'], []]);
  });

  it('gives every check services that are up, and fails the one before which they cannot be', async () => {
    const where = environment({
      restore: async () => {
        throw new WorkFault('echo ended right after its start');
      },
    });
    expect(statuses(await run([starts, check('answers', get())], { in: where }))).toEqual([
      'failed',
      'skipped',
    ]);
  });
});

describe('plan', () => {
  const checks = [
    starts,
    check('a', get()),
    check('b', get(), { needs: ['a'] }),
    check('c', get(), { tier: 'stretch' }),
  ];
  const ids = (selection: Parameters<typeof plan>[2]) =>
    plan(exercise(checks), ALL, selection).map(one => one.check.id);

  it('takes what was selected, and what that needs', () => {
    expect(ids({})).toEqual(['starts', 'a', 'b', 'c']);
    expect(ids({ ids: ['b'] })).toEqual(['starts', 'a', 'b']);
    expect(ids({ tier: 'stretch' })).toEqual(['starts', 'c']);
  });

  it('keeps the place of a check whatever was selected', () => {
    expect(plan(exercise(checks), ALL, { ids: ['c'] }).map(({ place }) => place)).toEqual([1, 4]);
  });

  it('sees what steps within steps need', () => {
    const nested = check('n', [{ repeat: 2, steps: [{ until: '1s', steps: [{ freeze: 'echo' }] }] }]);
    expect(plan(exercise([starts, nested]), new Set(['http']))[1]?.skip).toEqual({
      missing: ['process'],
      verifiedBy: 'docker',
    });
  });
});
