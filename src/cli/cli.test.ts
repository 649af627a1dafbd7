import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MissingError, UserError } from '../errors.ts';
import { richReport } from '../report/report.fixture.ts';
import { sandbox, wide } from './testing.ts';

let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  box = await sandbox();
});
afterEach(() => box.remove());

const work = (...parts: string[]) => join(box.root, 'work', ...parts);
const stable = (text: string) => text.replaceAll(box.root, '<root>');

describe('microlab', () => {
  it('alone says where you are and what to do next', async () => {
    const fresh = await box.run('');
    expect(fresh.exitCode).toBe(0);
    expect(fresh.out).toMatchInlineSnapshot(`
      "0 of 2 exercises passed
      0 questions due: microlab quiz

      Next: The first exercise (20 minutes).
        microlab exercise start first

      All exercises: microlab exercise list. All commands: microlab --help
      "
    `);
    await box.run('exercise start first');
    await box.run('exercise run first');
    expect((await box.run('')).out).toMatchInlineSnapshot(`
      "0 of 2 exercises passed
      1 question due: microlab quiz

      Workspaces here:
        ✖ failed  first  2 of 14 points

      Go on with first:
        microlab exercise run first
      Stuck?
        microlab exercise hint first

      All exercises: microlab exercise list. All commands: microlab --help
      "
    `);
  });

  it('names the command that was probably meant', async () => {
    const { exitCode, err } = await box.run('exercis');
    expect(exitCode).toBe(2);
    expect(err).toContain('Did you mean "exercise"?');
  });

  it.each([
    'exercise',
    'exercise rnu',
    'exercise run',
    'exercise run first --nope',
    'exercise run first --format yaml',
    'content check --jobs 0',
  ])('exits 2 where it is used wrongly: %s', async command => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await box.run(command)).exitCode).toBe(2);
    stderr.mockRestore();
  });
});

describe('exercise run', () => {
  it('scaffolds where there is no workspace, says so, verifies it, and says what to do first', async () => {
    const { exitCode, out, err } = await box.run('exercise run first');
    expect(exitCode).toBe(1);
    expect(await readdir(work('first'))).toEqual(['.microlab.json', 'app.py']);
    expect(err).toMatchInlineSnapshot(`
      "There was no workspace yet: ./first was made from the template, and is verified
      now. The task: microlab exercise show first

      The first exercise
      on local, seed k3f9, 6 checks

      ✔ done    get what is missing here (12 ms)
      ✔ done    build (8.1 s)
      ✔ done    start the services (740 ms)
      ✔ done    wait until they accept connections (1.3 s)
      ✔ passed  Both services start (420 ms)
      ✖ failed  Orders carry the name that user-service gives (420 ms)
      ✖ failed  An unknown user is 404 (3.2 s)
      ? unknown Health is told (stretch, 420 ms)
      – skipped The image does not run as root (stretch)
      – skipped Only that user's orders
      ✔ done    run the checks (1 min 5 s)
      ✔ done    clean up (310 ms)

      Begin with: Orders carry the name that user-service gives. That check alone,
      with the same data:
        microlab exercise run first --check name-comes-from-the-neighbour --seed k3f9
      Stuck?
        microlab exercise hint first
      "
    `);
    expect(out).toContain('✖ FAILED 2 of 14 points');
  });

  it('shows everything live to a person at a terminal, and nothing twice', async () => {
    const { out, err } = await box.run('exercise run first', { person: true });
    expect(out).toBe('');
    expect(err).toMatchSnapshot('80 columns');
    const narrow = await box.run('exercise run first', { person: true, width: 40 });
    expect(narrow.err).toMatchSnapshot('40 columns');
    const tooLong = narrow.err
      .split('\n')
      .filter(line => line.length > 40 && !line.includes('microlab') && !line.includes('evidence'));
    expect(tooLong).toEqual([]);
  });

  it('writes only the report to stdout', async () => {
    const { out } = await box.run('exercise run first --solution --format json');
    expect(JSON.parse(out)).toMatchObject({ version: 1, exercise: 'first', verdict: 'failed' });
    expect(await readdir(work())).toEqual(['.keep']);
  });

  it('writes the report into a file, and finds out before the run that it cannot', async () => {
    const { out } = await box.run('exercise run first --format junit --output report.xml');
    expect(out).toBe('');
    expect(await readFile(work('report.xml'), 'utf8')).toContain('<testsuites');
    const verify = vi.fn();
    expect(
      await box.run('exercise run first --output none/report.xml', { change: { verify } }),
    ).toMatchObject({ exitCode: 2 });
    expect(verify).not.toHaveBeenCalled();
  });

  it('hands on what was asked for', async () => {
    const verify = vi.fn(box.lab.verify);
    const chooseRuntime = vi.fn(box.lab.chooseRuntime);
    await box.run(
      'exercise run first --check health --check image --tier stretch --seed abc --runtime local --dir elsewhere',
      { change: { verify, chooseRuntime } },
    );
    expect(chooseRuntime).toHaveBeenCalledWith('local', {
      kafka: false,
      mesh: false,
      runtimes: ['docker', 'local'],
      cluster: {},
    });
    expect(verify.mock.calls[0]?.[0]).toMatchObject({
      seed: 'abc',
      workspace: work('elsewhere'),
      only: { ids: ['health', 'image'], tier: 'stretch' },
      evidenceDir: work('elsewhere', '.microlab', 'evidence'),
    });
    const { exitCode, err } = await box.run('exercise run first --check helth');
    expect(exitCode).toBe(2);
    expect(err).toContain('Did you mean "health"?');
  });

  it('makes no workspace where the machine lacks something, and exits 3', async () => {
    const chooseRuntime = async () => {
      throw new MissingError('No engine.', { fix: 'Install one.' });
    };
    const { exitCode, err } = await box.run('exercise run first', { change: { chooseRuntime } });
    expect(exitCode).toBe(3);
    expect(err).toBe('✖ No engine.\n  What to do: Install one.\n');
    expect(await readdir(work())).toEqual(['.keep']);
  });

  it.each([
    ['passed', '', 0],
    ['partial', '', 0],
    ['passed', ' --strict', 1],
    ['failed', '', 1],
    ['inconclusive', '', 4],
  ] as const)('verdict %s%s exits %i', async (verdict, flag, expected) => {
    const checks = richReport.checks.map(check =>
      check.id === 'health' ? ({ ...check, status: 'failed' } as const) : check,
    );
    const verify = async () => ({ ...richReport, verdict, checks });
    expect((await box.run(`exercise run first${flag}`, { change: { verify } })).exitCode).toBe(expected);
  });

  it('cleans up and exits 130 at the first Ctrl-C, at once at the second, and takes one that comes twice for one', async () => {
    const verify: typeof box.lab.verify = async ({ emit, signal }) => {
      emit({
        type: 'run-started',
        exercise: 'first',
        title: '',
        runtime: 'docker',
        seed: 'a',
        runId: 'ab12',
        checks: 1,
      });
      box.host.send('SIGINT');
      box.host.time = 50;
      box.host.send('SIGINT');
      expect(box.host.exits).toEqual([]);
      box.host.time = 2000;
      box.host.send('SIGINT');
      throw signal.reason;
    };
    const { exitCode, err } = await box.run('exercise run first', { change: { verify } });
    expect(exitCode).toBe(130);
    expect(box.host.exits).toEqual([130]);
    expect(err).toContain('Cleaning up…');
    expect(err.replaceAll('\n', ' ')).toContain('run ab12 on docker');
    expect(err).toContain('\n  microlab clean\n');
    expect(box.host.listening()).toBe(0);
  });

  it('tells a mistake of its own apart', async () => {
    const verify = async () => {
      throw new TypeError('x is not a function');
    };
    const { exitCode, err } = await box.run('exercise run first', { change: { verify } });
    expect(exitCode).toBe(4);
    expect(err).toContain('This is a mistake of microlab, not of your work.');
    expect(err).not.toContain('cli.test.ts');
  });
});

describe('workspaces', () => {
  it('start makes one, and refuses a second', async () => {
    const { out } = await box.run('exercise start first');
    expect(out).toMatchInlineSnapshot(`
      "Your workspace is ./first

      Read the task:
        microlab exercise show first
      Have your work verified:
        microlab exercise run first
      Stuck?
        microlab exercise hint first
      "
    `);
    expect(await box.run('exercise start first', wide)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is a workspace of first already'),
    });
  });

  it('reset keeps the old work', async () => {
    await box.run('exercise start first');
    await writeFile(work('first', 'app.py'), 'mine\n');
    expect(await box.run('exercise reset first')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--yes'),
    });
    const { out } = await box.run('exercise reset first --yes');
    const backup = (await readdir(work())).find(name => name.startsWith('first.backup-')) as string;
    expect(out).toContain(backup);
    expect(await readFile(work(backup, 'app.py'), 'utf8')).toBe('mine\n');
    expect(await readFile(work('first', 'app.py'), 'utf8')).toBe('print("start")\n');
  });

  it('solution asks before it spoils, says where it is, and compares', async () => {
    expect(await box.run('exercise solution first')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('--yes'),
    });
    expect(stable((await box.run('exercise solution first --yes')).out)).toBe(
      '<root>/course/exercises/first/solution\n',
    );
    expect(await box.run('exercise solution first --diff --yes')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no workspace'),
    });
    await box.run('exercise start first');
    expect((await box.run('exercise solution first --diff --yes')).out).toContain(
      '-print("start")\n+print("solved")',
    );
  });

  it('solution does not ask who has passed', async () => {
    await box.run('exercise run first', {
      change: { verify: async () => ({ ...richReport, exercise: 'first', verdict: 'passed' }) },
    });
    expect((await box.run('exercise solution first')).exitCode).toBe(0);
    expect((await box.run('exercise list')).out).toMatchInlineSnapshot(`
      "✔ passed  first   What one learns first.
                        (basic, 20 minutes)
      → next    second  What one learns second.
                        (basic, 20 minutes)
      "
    `);
  });
});

describe('the other commands', () => {
  it('hint shows one more each time, or the one asked for', async () => {
    expect((await box.run('exercise hint first')).out).toBe('## Hint 1 of 2: Where to look\n\nThere.\n');
    expect((await box.run('exercise hint first')).out).toContain('Hint 2 of 2');
    expect((await box.run('exercise hint first')).err).toContain('That was the last of 2');
    expect((await box.run('exercise hint first --tier 1')).out).toContain('Hint 1 of 2');
    expect((await box.run('exercise hint first --tier 9')).exitCode).toBe(2);
  });

  it('show prints the task, drawn for a person', async () => {
    expect((await box.run('exercise show first')).out).toBe('# The first task\n\nDo it.\n');
    expect((await box.run('exercise show first', { person: true })).out).not.toContain('# # ');
  });

  it('doctor says what is here, what is missing, and how to get it', async () => {
    const survey = async () => [
      { name: 'docker', missing: { message: 'The Docker engine does not run.', fix: 'Start it.' } },
      { name: 'local', missing: null },
    ];
    const { exitCode, out } = await box.run('doctor', { change: { survey } });
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "What can run services here
        ✖ missing  docker  The Docker engine does not run.
                           What to do: Start it.
        ✔ ready    local

      Exercises
        ✔ ready  first   1 service; runs on local
        ✔ ready  second  1 service; runs on local
      "
    `);
    const none = await box.run('doctor', { change: { survey: async () => (await survey()).slice(0, 1) } });
    expect(none.exitCode).toBe(3);
  });

  it('clean and stop say what was removed', async () => {
    expect((await box.run('clean')).out).toBe('Nothing was left behind.\n');
    const sweep = async ({ images = false } = {}) => [
      'container x',
      ...(images ? ['image microlab/x:1'] : []),
    ];
    expect((await box.run('clean', { change: { sweep } })).out).toBe(
      'removed container x\nremoved image microlab/x:1\n',
    );
    expect(
      (await box.run('exercise stop first', { change: { takeDown: async () => ['network y'] } })).out,
    ).toBe('removed network y\n');
    expect((await box.run('exercise stop nope')).exitCode).toBe(2);
  });

  it('up leaves services running and prints lines to try', async () => {
    expect((await box.run('exercise up first')).exitCode).toBe(2);
    const { out } = await box.run('exercise up first --solution');
    expect(out).toMatchInlineSnapshot(`
      "✔ runs  web  http://127.0.0.1:40001

      To try:
        curl -i http://127.0.0.1:40001/users

      When you are done: microlab exercise stop first
      "
    `);
  });

  it('content check questions counts the bank of all content folders, and points at what is wrong', async () => {
    const question = (more: string) =>
      `topic: echo\ntitle: Echo\nabout: Echoes.\nquestions:\n  - {id: loud, kind: order, level: basic, principle: loose-coupling,
     question: In which order?, steps: [a, b, c], explanation: So., source: A book${more}}\n`;
    await box.write('course/questions/echo.yaml', question(''));
    const good = await box.run('content check questions');
    expect(good.exitCode).toBe(0);
    expect(good.out).toMatch(/^1 questions, 1 of them objective\nby topic: echo 1\n/);
    expect(JSON.parse((await box.run('content check questions --format json')).out)).toMatchObject({
      items: 1,
    });

    await box.write('course/questions/echo.yaml', question(', exercise: nowhere'));
    const bad = await box.run('content check questions', wide);
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toMatch(/echo\.yaml:6:\d+: there is no exercise "nowhere"/);
  });

  it('content check exams counts the exams of all content folders, and points at what is wrong', async () => {
    const exam = (picks: string) =>
      `id: quick\ntitle: Quick\nsummary: A few.\nlevel: basic\nminutes: 10\npass: 70\nsections:\n  - {id: theory, title: Theory, weight: 1,\n     questions: [${picks}]}\n`;
    await box.write('course/exams/quick.yaml', exam('{count: 2}'));
    const good = await box.run('content check exams');
    expect(good.exitCode).toBe(0);
    expect(good.out).toMatch(
      /^quick: 10 minutes; passed from 70%\n {2}theory, weight 1: 2 of \d+ questions\n/m,
    );
    expect(JSON.parse((await box.run('content check exams --format json')).out)).toMatchObject([
      { id: 'quick', sections: [{ id: 'theory', questions: 2 }] },
    ]);

    await box.write('course/exams/quick.yaml', exam('{topics: [nothing], count: 2}'));
    const bad = await box.run('content check exams', wide);
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toMatch(/quick\.yaml:9:\d+: there is no topic "nothing"/);
  });

  it('content check prints a table and exits 1 where something is not as it should be', async () => {
    const row = {
      exercise: 'first',
      failed: [],
      undecided: false,
      left: false,
      messages: {},
      durationMs: 1200,
    };
    const rows = [
      {
        ...row,
        subject: 'solution' as const,
        name: 'solution',
        ok: true,
        expected: 'every check passes',
        saw: 'all passed',
      },
      {
        ...row,
        subject: 'mutant' as const,
        name: 'deaf',
        ok: true,
        expected: 'caught by starts',
        saw: 'caught by starts',
        messages: { starts: 'It does not listen.' },
      },
    ];
    const good = await box.run('content check first --messages', {
      change: { checkContent: async () => rows },
    });
    expect(good.exitCode).toBe(0);
    expect(good.out).toMatchInlineSnapshot(`
      "
      first
        ✔ ok  solution     all passed
        ✔ ok  mutant deaf  caught by starts

        deaf, starts:
          It does not listen.

      ✔ All 2 are as they should be.
      "
    `);
    const wrong = rows.map(one => ({ ...one, ok: false }));
    expect((await box.run('content check', { change: { checkContent: async () => wrong } })).exitCode).toBe(
      1,
    );
  });

  it('completion knows commands, options and exercises', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const offered = () => log.mock.calls.splice(0).map(([line]) => String(line).split('\t')[0]);
    await box.run('complete -- exercise r');
    expect(offered()).toEqual(['run', 'reset', ':4']);
    await box.run('complete -- exercise run se');
    expect(offered()).toEqual(['second', ':4']);
    await box.run('complete -- exercise run first --for');
    expect(offered()).toEqual(['--format', ':4']);
    await box.run('complete -- exercise run first --format j');
    expect(offered()).toEqual(['json', 'junit', ':4']);
    await box.run('completion bash');
    expect(offered()[0]).toContain('microlab complete');
    log.mockRestore();
  });

  it('shows an error of the content as it is', async () => {
    const catalog = async () => {
      throw new UserError('The content has 2 problems.', { details: ['a.yaml:1:2: no'], fix: 'Mend it.' });
    };
    expect(await box.run('exercise list', { change: { catalog } })).toMatchObject({
      exitCode: 2,
      err: '✖ The content has 2 problems.\n  a.yaml:1:2: no\n  What to do: Mend it.\n',
    });
  });
});
