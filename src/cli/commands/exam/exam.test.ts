import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingError, UserError } from '../../../errors.ts';
import type { ProgressEvent } from '../../../progress/event.ts';
import { read } from '../../../progress/log.ts';
import { one } from '../../../quiz/items.fixture.ts';
import { present } from '../../../quiz/present.ts';
import { richReport } from '../../../report/report.fixture.ts';
import type { Lab } from '../../lab.ts';
import { sandbox } from '../../testing.ts';

let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  box = await sandbox();
});
afterEach(() => box.remove());

const MINUTE = 60_000;
const home = (...parts: string[]) => join(box.root, 'home', ...parts);
const events = async (): Promise<ProgressEvent[]> => (await read(home())).events;
const attempts = async () => (await readdir(home('exams'))).filter(name => name.endsWith('.jsonl'));
const begin = () => box.run('exam start small --seed s --yes --format json');
const right = 'abcd'[present(one.choice, 's').options.indexOf('yes')];

/** Every core check of an exercise passes; of the stretch checks none. */
const passing: Lab['verify'] = async ({ exercise: { id, title } }) => ({
  ...richReport,
  exercise: id,
  title,
  verdict: 'passed',
  checks: richReport.checks.map(check =>
    check.tier === 'core'
      ? { ...check, status: 'passed', earned: check.points, verifiedBy: null }
      : { ...check, status: 'failed', earned: 0, verifiedBy: null },
  ),
});
const change = { verify: passing };

/** Lets so many minutes pass: the attempt began, and all in it was, so much earlier. */
async function age(minutes: number) {
  for (const name of await attempts()) {
    const text = await readFile(home('exams', name), 'utf8');
    const older = text.replaceAll(/"at":"([^"]+)"/g, (_, at: string) => {
      return `"at":"${new Date(Date.parse(at) - minutes * MINUTE).toISOString()}"`;
    });
    await writeFile(home('exams', name), older);
  }
}

const answers = (lines: Record<string, unknown>) =>
  box.write(
    'work/answers.yaml',
    `answers:\n${Object.entries(lines)
      .map(([id, value]) => `  ${id}: ${value}\n`)
      .join('')}`,
  );

describe('exam list', () => {
  it('shows what each holds, and how one did', async () => {
    const { out } = await box.run('exam list');
    expect(out).toBe(
      '– open  small  Two questions, and one thing to do.\n               (basic, 30 minutes, 2 questions, 1 exercise; to pass: 50%)\n',
    );
    await begin();
    expect((await box.run('exam list')).out).toMatch(
      /▶ 0:(30:00|29:5\d) left {2}small[\s\S]*Go on:\n {2}microlab exam\n/,
    );
  });

  it('shows the best mark of what was taken', async () => {
    await begin();
    await answers({ [one.choice.id]: right });
    await box.run('exam submit --answers answers.yaml', { change });
    expect((await box.run('exam list')).out).toMatch(/✔ passed 68% {2}small/);
  });
});

describe('exam start', () => {
  it('shows the rules, and begins nothing without a yes', async () => {
    const { exitCode, err } = await box.run('exam start small');
    expect(exitCode).toBe(2);
    expect(err).toContain('Time: 30 minutes. To pass: 50%.');
    expect(err).toContain('Theory: 2 questions, 40% of the mark');
    expect(err).toMatch(/Core checks carry 80% of an exercise/);
    expect(err).toContain('Say yes with --yes.');
    expect(await readdir(join(box.root, 'work'))).toEqual(['.keep']);
  });

  it('makes a workspace for each exercise, and prints the paper without its key', async () => {
    const { exitCode, out, err } = await begin();
    expect(exitCode).toBe(0);
    expect(await readdir(join(box.root, 'work/small/first'))).toContain('.microlab.json');
    const paper = JSON.parse(out);
    expect(paper).toMatchObject({
      version: 1,
      exam: { id: 'small' },
      attempt: { leftMs: expect.any(Number) },
    });
    expect(paper.sections[0].questions.map(({ id }: { id: string }) => id)).toEqual([
      one.choice.id,
      one.number.id,
    ]);
    expect(out).not.toMatch(/Because|"right"|why/);
    expect(err).toContain('microlab exercise run first --dir ./small/first');
    expect(err).toMatch(/Time left: 0:(30:00|29:5\d), 0 of 2 answered\./);
  });

  it('goes on with the one that is running, with the time that really passed', async () => {
    const first = JSON.parse((await begin()).out);
    await age(10);
    const again = JSON.parse((await begin()).out);
    expect(again.attempt.id).toBe(first.attempt.id);
    expect(first.attempt.leftMs - again.attempt.leftMs).toBeGreaterThanOrEqual(10 * MINUTE);
    expect((await box.run('exam')).out).toContain('# A small exam');
    expect(await attempts()).toHaveLength(1);
  });

  it('begins no second exam, and says how to end the first', async () => {
    await begin();
    const { exitCode, err } = await box.run('exam start other --yes');
    expect(exitCode).toBe(2);
    expect(err).toMatch(/"A small exam" is running: 0:\d\d:\d\d left. One exam at a time/);
  });

  it('wants a place where nothing lies yet, before the clock runs', async () => {
    await box.write('work/small/first/mine.py', '');
    const { exitCode, err } = await begin();
    expect(exitCode).toBe(2);
    expect(err).toMatch(/something lies there\s+already[\s\S]*\.\/small\/first[\s\S]*--dir/);
    expect((await box.run('exam start small --yes --dir again')).exitCode).toBe(0);
    expect(await readdir(join(box.root, 'work/again'))).toEqual(['first']);
  });
});

describe('exam submit', () => {
  it('marks the answers of a file, verifies the exercises, and says what to study next', async () => {
    await begin();
    await answers({ [one.choice.id]: right, [one.number.id]: 1 });
    const { exitCode, out } = await box.run('exam submit --answers answers.yaml', { change });
    expect(exitCode).toBe(0);
    // Theory: 1 of 2; practice: all core, no stretch. 0.4 * 50 + 0.6 * 80.
    expect(out).toMatch(/PASSED 68(\.0)?%/);
    expect(out).toMatch(/What to study next[\s\S]*microlab quiz --topic echo/);
    expect((await box.run('exam report --format json')).out).toContain('"mark": 68');
  });

  it('exits 1 where it is not passed', async () => {
    await begin();
    const { exitCode, out } = await box.run('exam submit');
    expect(exitCode).toBe(1);
    expect(out).toContain('FAILED');
  });

  it('verifies on the cluster that was named', async () => {
    await begin();
    const asked: unknown[] = [];
    const chooseRuntime: Lab['chooseRuntime'] = async (_, { cluster }) => {
      asked.push(cluster);
      throw new MissingError('There is no cluster here.');
    };
    const command = 'exam submit --context school --registry localhost:5000 --yes';
    expect((await box.run(command, { change: { chooseRuntime } })).exitCode).toBe(4);
    expect(asked).toEqual([{ context: 'school', registry: 'localhost:5000', yes: true }]);
  });

  it('takes nothing of a file in which something is wrong, and says all of it', async () => {
    await begin();
    await answers({ [one.choice.id]: 'z', 'a-choicee': 'a', [one.number.id]: 'many' });
    const { exitCode, err } = await box.run('exam submit --answers answers.yaml');
    expect(exitCode).toBe(2);
    expect(err).toContain('answers.yaml has 3 problems. Nothing was submitted');
    expect(err).toMatch(/answers\.yaml:2:3: a-choice: expected one letter/);
    expect(err).toMatch(/answers\.yaml:3:3: the question "a-choicee" is not in this exam/);
    expect((await box.run('exam list')).out).toContain('▶');
  });

  it('feeds the schedule after the exam, and never during it', async () => {
    await begin();
    await answers({ [one.choice.id]: right, [one.number.id]: 1 });
    expect(await events()).toEqual([]);
    await box.run('exam submit --answers answers.yaml', { change });
    const all = await events();
    expect(all.map(({ type }) => type).sort()).toEqual(['answered', 'answered', 'examined', 'verified']);
    expect(all.filter(event => event.type === 'answered')).toMatchObject([
      { question: one.choice.id, mode: 'exam', right: true },
      { question: one.number.id, mode: 'exam', right: false, rating: 'again' },
    ]);
    expect(all.find(event => event.type === 'examined')).toMatchObject({
      exam: 'small',
      verdict: 'passed',
      mark: 68,
    });
  });

  it('is inconclusive where no runtime can run an exercise, and decides the rest when there is one', async () => {
    await begin();
    await answers({ [one.choice.id]: right });
    const nothing = {
      chooseRuntime: async () => {
        throw new MissingError('There is no Docker here.', { fix: 'Install it.' });
      },
    };
    const first = await box.run('exam submit --answers answers.yaml', { change: nothing });
    expect(first.exitCode).toBe(4);
    expect(first.out).toMatch(/INCONCLUSIVE[\s\S]*There is no Docker here\.[\s\S]*Install it\./);
    expect(first.err).toContain('microlab doctor');
    expect((await box.run('exam list')).out).toContain('✖ taken  small');
    const second = await box.run('exam submit', { change });
    expect(second.exitCode).toBe(0);
    expect(second.out).toMatch(/PASSED 68/);
    expect((await events()).filter(({ type }) => type === 'answered')).toHaveLength(1);
    expect((await box.run('exam list')).out).toContain('✔ passed 68%');
  });

  it('counts an exercise that asks for what is not allowed as nothing, and grades the rest', async () => {
    await begin();
    await answers({ [one.choice.id]: right });
    const refusing: Partial<Lab> = {
      verify: async () => {
        throw new UserError('compose.yaml asks for what no exercise needs.', {
          details: ['compose.yaml:3:5: privileged'],
        });
      },
    };
    const { exitCode, out } = await box.run('exam submit --answers answers.yaml', { change: refusing });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/20(\.0)?%[\s\S]*compose\.yaml:3:5: privileged/);
  });

  it('goes on with a grading that was interrupted, and verifies nothing twice', async () => {
    await begin();
    const broken = await box.run('exam submit', {
      change: {
        verify: async () => {
          throw new Error('stopped');
        },
      },
    });
    expect(broken.exitCode).toBe(4);
    let runs = 0;
    const counting: Lab['verify'] = options => {
      runs++;
      return passing(options);
    };
    await box.run('exam submit', { change: { verify: counting } });
    await box.run('exam report');
    expect(runs).toBe(1);
  });

  it('gives an exam up without a trace in the log', async () => {
    await begin();
    expect((await box.run('exam submit --discard')).out).toContain('was given up');
    expect(await events()).toEqual([]);
    expect((await box.run('exam list')).out).toContain('– open');
    expect((await box.run('exam submit')).exitCode).toBe(2);
  });
});

describe('the end of the time', () => {
  it('submits at the next exam command, and says which files were changed later', async () => {
    await begin();
    await age(31);
    const { exitCode, err, out } = await box.run('exam', { change });
    expect(exitCode).toBe(1);
    expect(err).toContain('The time of "A small exam" is over.');
    // The workspace of this test was made after its end.
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Files of first were changed after the end of the time');
  });

  it('counts no answer that comes later', async () => {
    await begin();
    await age(31);
    await answers({ [one.choice.id]: right });
    const { err } = await box.run('exam submit --answers answers.yaml', { change });
    expect(err).toContain('answers that come now do not count');
    const [section] = JSON.parse((await box.run('exam report --format json')).out).sections;
    expect(section.questions[0]).toMatchObject({ status: 'unanswered' });
  });

  it('says nothing of files that were not touched since', async () => {
    await begin();
    for (const file of ['app.py', '.microlab.json'])
      await utimes(join(box.root, 'work/small/first', file), 0, 0);
    await age(31);
    expect((await box.run('exam', { change })).out).not.toContain('changed after');
    const result = JSON.parse((await box.run('exam report --format json')).out);
    const started = JSON.parse(
      (await readFile(home('exams', (await attempts())[0] as string), 'utf8')).split('\n')[0] as string,
    );
    expect(Date.parse(result.submission.submittedAt) - Date.parse(started.at)).toBe(30 * MINUTE);
  });

  it('does not come later where the clock was set back', async () => {
    await begin();
    const [name] = await attempts();
    const seen = {
      v: 1,
      at: new Date(Date.now() - MINUTE).toISOString(),
      passedMs: 31 * MINUTE,
      type: 'seen',
      question: null,
    };
    await appendFile(home('exams', name as string), `${JSON.stringify(seen)}\n`);
    expect((await box.run('exam', { change })).err).toContain('is over');
  });

  it('is found by exam list too, which leaves the grading to another command', async () => {
    await begin();
    await age(31);
    expect((await box.run('exam list')).out).toMatch(
      /is over\. To have it graded:\n {2}microlab exam submit/,
    );
    expect((await box.run('exam report')).err).toContain('was not graded yet');
  });
});

describe('while an exam runs', () => {
  it('microlab says so, with the time that is left', async () => {
    await begin();
    await age(10);
    expect((await box.run('')).out).toMatch(
      /The exam "A small exam" is running: 0:(20:00|19:5\d) left\. Go on:\n {2}microlab exam/,
    );
  });

  it.each([
    'exercise hint first',
    'exercise solution first --yes',
    'quiz card a-choice',
    'quiz export --format csv',
  ])('%s comes after the exam', async command => {
    await begin();
    const { exitCode, err } = await box.run(command);
    expect(exitCode).toBe(2);
    expect(err.replaceAll(/\s+/g, ' ')).toContain('After the exam you can see this.');
    await box.run('exam submit', { change });
    expect((await box.run(command)).exitCode).toBe(0);
  });

  it('hints and questions of other things are there', async () => {
    await begin();
    expect((await box.run('exercise hint second')).exitCode).toBe(0);
    expect((await box.run(`quiz card ${one.order.id}`)).exitCode).toBe(0);
    expect((await box.run('exercise run first --dir small/first', { change })).exitCode).toBe(0);
  });
});

describe('exam report', () => {
  it('says what to do where there is none', async () => {
    expect((await box.run('exam report')).err).toContain('You have taken no exam yet.');
  });

  it('shows a result in every format, and writes it into a file', async () => {
    await begin();
    await box.run('exam submit', { change });
    const [name] = await attempts();
    const id = name?.replace('.jsonl', '');
    for (const format of ['text', 'json', 'markdown', 'junit', 'html'])
      expect((await box.run(`exam report --format ${format} ${id}`)).out).toContain(id);
    const { err } = await box.run('exam report --format markdown --output report.md');
    expect(err).toContain('report.md');
    expect(await readFile(join(box.root, 'work/report.md'), 'utf8')).toContain('A small exam');
    const unknown = await box.run('exam report small-1');
    expect(unknown.exitCode).toBe(2);
    expect(unknown.err).toContain(String(id));
  });
});

it('names the command that was probably meant', async () => {
  expect((await box.run('exam strat')).err).toContain('Did you mean "start"?');
});
