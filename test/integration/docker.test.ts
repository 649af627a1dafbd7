import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/model.ts';
import { leftovers, microlab, place, started } from './cli.ts';

const RUN = ['exercise', 'run', 'echo', '--solution', '--runtime', 'docker'];

afterEach(async () => {
  expect(await leftovers('echo')).toEqual([]);
});

describe('exercise run on Docker', () => {
  it('verifies the solution, faults included, and leaves nothing', async () => {
    const { exitCode, stdout } = await microlab([...RUN, '--format', 'json', '--seed', 'abc'], place());
    const report = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({
      version: 1,
      runtime: 'docker',
      seed: 'abc',
      verdict: 'passed',
      score: { earned: 4, possible: 4 },
    });
    expect(report.phases.map(({ name }) => name)).toEqual([
      'fetch',
      'build',
      'start',
      'ready',
      'checks',
      'clean-up',
    ]);
    expect(exitCode).toBe(0);
  });

  it('fails the starter, scaffolded on the way, with what was expected and what came', async () => {
    const here = place();
    const { exitCode, stdout } = await microlab(
      ['exercise', 'run', 'echo', '--runtime', 'docker', '--format', 'json'],
      here,
    );
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict).toBe('failed');
    expect(report.checks[1]).toMatchObject({
      id: 'echoes',
      status: 'failed',
      message: expect.stringContaining('what?'),
    });
    expect(exitCode).toBe(1);
  });

  it('passes twice at the same time', async () => {
    const both = await Promise.all([microlab(RUN, place()), microlab(RUN, place())]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  });
});

describe('clean-up', () => {
  it('cleans up after Ctrl-C', async () => {
    const child = started(RUN, place());
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    for await (const line of lines) if (/start/.test(line)) break;
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(130);
  });

  // Moments over a whole run, from before anything is created until the clean-up.
  it.each([200, 700, 1000, 1300, 1600, 1900, 2200, 2600, 3200, 4000])(
    'sweeps what a run killed after %i ms left',
    async ms => {
      const here = place();
      const child = started(RUN, here);
      const ended = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), ms);
      await ended;
      clearTimeout(timer);
      expect((await microlab(['clean'], here)).exitCode).toBe(0);
    },
  );

  it('leaves a run alone that is alive', async () => {
    const here = place();
    const child = started(RUN, here);
    const ended = once(child, 'exit');
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    for await (const line of lines) if (/ready/.test(line)) break;
    child.stderr?.resume();
    await microlab(['clean'], here);
    expect((await ended)[0]).toBe(0);
  });
});
