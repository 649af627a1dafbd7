import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { timeLeft } from '../../src/cli/exam/time.ts';
import { type Attempt, leftAt } from '../../src/exam/attempt.ts';
import { examsIn } from '../../src/progress/exams.ts';
import { Pty } from './pty.ts';
import { answerTo, keysOf, lastQuestion, learner, lineOf, MICROLAB, type Standing } from './quiz.ts';
import { type Terminal, tmuxServer } from './tmux.ts';

// Exams in a real terminal, as a person takes them. `npm run build` comes first.

const SEED = 'terminal';
const MINUTES = 60;
const server = tmuxServer('exam');
afterAll(server.stop);

let terminal: Terminal;
afterEach(() => terminal?.end());

const microlab = (...args: string[]) => [process.execPath, MICROLAB, ...args];
const START = microlab('exam', 'start', 'mixed-theory', '--seed', SEED, '--yes');
const EXAM = microlab('exam');

/** A learner, and what is kept of an attempt. */
function candidate() {
  const { place, home, events } = learner();
  const data = join(home, 'home');
  return {
    place,
    events,
    folder: join(data, 'exams'),
    async attempt(): Promise<Attempt> {
      const [attempt] = await examsIn(data).attempts();
      if (!attempt) throw new Error('there is no attempt');
      return attempt;
    },
  };
}

/** All that was is so many milliseconds longer ago: the clock of the attempt has moved on by as much. */
function age(folder: string, ms: number): void {
  for (const name of readdirSync(folder).filter(one => one.endsWith('.jsonl'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const older = text.replaceAll(
      /"at":"([^"]+)"/g,
      (_, at: string) => `"at":"${new Date(Date.parse(at) - ms).toISOString()}"`,
    );
    writeFileSync(join(folder, name), older);
  }
}

const OVER = /is\s+over\.\s+It\s+is\s+graded\s+as\s+it\s+stood\s+at\s+the\s+end\./;

/** Waits for the question with this number. */
async function question(number: number): Promise<Standing> {
  const asked = new RegExp(
    `Question ${number} of 40(?![\\s\\S]*Question \\d+ of)[\\s\\S]*left[\\s\\S]*(quit|menu)\\s*$`,
  );
  return lastQuestion(await terminal.until(asked), SEED);
}

/** Answers the question that stands there, rightly. */
async function answer(standing: Standing): Promise<void> {
  await terminal.press(...keysOf(answerTo(standing)));
}

/** The time that is shown last, in seconds. */
function shownSeconds(text: string): number {
  const [, h, m, s] = [...text.matchAll(/(\d+):(\d\d):(\d\d) left/g)].at(-1) ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

describe('an exam', () => {
  it('is answered, changed, flagged, looked over, left, gone on with, and submitted', async () => {
    const { place, attempt, events } = candidate();
    terminal = await server.start(START, place);
    const first = await question(1);
    await answer(first);
    const second = await question(2);
    expect(await terminal.text()).toContain('Question 1: answered');
    await terminal.press('f');
    await terminal.until('Flagged');
    await terminal.press('n');
    await question(3);
    await terminal.press('p');
    await question(2);
    await terminal.press('p');
    await question(1);
    expect(await terminal.until('Another answer replaces it.')).toContain('You answered:');
    await answer(first);
    await question(2);
    await terminal.press('o');
    const board = await terminal.until(/Overview[\s\S]*s submit/);
    expect(board).toMatch(/ 1 ✔ {2}\S/);
    expect(board).toMatch(/❯ {2}2 ·⚑ \S/);
    await terminal.press('1', '2');
    await terminal.until(/❯ 12 ·/);
    await terminal.press('Enter');
    const twelfth = await question(12);
    await terminal.press('q');
    await terminal.until('The exam goes on:');
    expect(await terminal.exitCode()).toBe(0);
    await terminal.end();

    expect(await attempt()).toMatchObject({ stage: 'running', current: twelfth.item.id });
    expect([...(await attempt()).answers.keys()]).toEqual([first.item.id]);
    expect([...(await attempt()).flagged]).toEqual([second.item.id]);
    expect(await events()).toEqual([]);

    terminal = await server.start(EXAM, place);
    await question(12);
    expect(await terminal.text()).toContain('1 of 40 answered · 1 flagged');
    await terminal.press('o');
    await terminal.until(/Overview[\s\S]*s submit/);
    await terminal.press('s');
    await terminal.until('39 questions have no answer.');
    await terminal.press('s');
    const result = await terminal.until('microlab exam report');
    expect(await terminal.exitCode()).toBe(1);
    expect(result).toContain('FAILED');
    expect((await attempt()).stage).toBe('graded');
    expect((await events()).map(event => [event.type, 'question' in event ? event.question : null])).toEqual([
      ['examined', null],
      ['answered', first.item.id],
    ]);
  });

  it('asks to begin, and begins nothing without a yes', async () => {
    const { place, folder } = candidate();
    terminal = await server.start(START.slice(0, -1), place);
    await terminal.until('Begin? The clock starts at once.');
    await terminal.press('n', 'Enter');
    await terminal.until('Nothing was begun.');
    expect(await terminal.exitCode()).toBe(0);
    expect(() => readdirSync(folder)).toThrow('ENOENT');
  });

  it('shows the time that is left, second by second, while nobody types', async () => {
    const { place, attempt } = candidate();
    terminal = await server.start(START, place);
    await question(1);
    await terminal.press('Down');
    const before = shownSeconds(await terminal.text());
    const some = [2, 3, 4, 5, 6].map(seconds => `${timeLeft((before - seconds) * 1000)} left`);
    const later = await terminal.until(new RegExp(some.join('|')));
    // What was being done is still there, and nothing was drawn twice.
    expect(later).toMatch(/❯ a\)/);
    expect(later.match(/\d:\d\d:\d\d left/g)).toHaveLength(1);
    expect(later.match(/Question 1 of 40/g)).toHaveLength(1);
    const shown = shownSeconds(later);
    expect(Math.abs(shown - leftAt(await attempt(), Date.now()) / 1000)).toBeLessThan(2);
  });

  it('is submitted as it stands when the time runs out, at once', async () => {
    const { place, folder, attempt } = candidate();
    terminal = await server.start(START, place);
    const first = await question(1);
    await answer(first);
    await question(2);
    await terminal.press('q');
    await terminal.exitCode();
    await terminal.end();

    age(folder, MINUTES * 60_000 - 6000 - (await attempt()).last.passedMs);
    terminal = await server.start(EXAM, place);
    await terminal.until('0:00:01 left');
    const result = await terminal.until('microlab exam report');
    expect(result).toMatch(OVER);
    expect(await terminal.exitCode()).toBe(1);
    expect((await attempt()).submission).toMatchObject({ by: 'clock' });
    expect([...(await attempt()).answers.keys()]).toEqual([first.item.id]);
  });

  it('is over where the time ran out while the program was closed', async () => {
    const { place, folder, attempt } = candidate();
    terminal = await server.start(START, place);
    await answer(await question(1));
    await question(2);
    await terminal.press('C-c');
    await terminal.until('the clock goes on.');
    expect(await terminal.exitCode()).toBe(130);
    await terminal.end();

    age(folder, 2 * MINUTES * 60_000);
    terminal = await server.start(EXAM, place);
    await terminal.until('microlab exam report');
    expect(await terminal.exitCode()).toBe(1);
    const { startedAt, submission } = await attempt();
    expect(Date.parse(submission?.handedInAt ?? '') - Date.parse(startedAt)).toBe(MINUTES * 60_000);
  });

  it('loses nothing to a kill, and goes on with the time that really passed', async () => {
    const { place, folder, attempt } = candidate();
    const answered: string[] = [];
    for (let kills = 0; kills < 4; kills++) {
      const pty = new Pty(kills === 0 ? START : EXAM, place);
      const seen = new Promise<void>(resolve => {
        const before = answered.length + 1;
        let pressed = false;
        pty.onOutput = () => {
          if (!pressed && new RegExp(`Question ${before} of 40[\\s\\S]*quit`).test(pty.text)) {
            pressed = true;
            const standing = lastQuestion(pty.text, SEED);
            answered.push(standing.item.id);
            const keys = keysOf(answerTo(standing)).map(key => (key === 'Enter' ? '\r' : key));
            pty.write(keys.join(''));
          } else if (pressed && pty.text.includes(`Question ${before + 1} of 40`)) resolve();
        };
      });
      await seen;
      expect(pty.kill()).toBe(true);
      await pty.ended;
      expect([...(await attempt()).answers.keys()]).toEqual(answered);
      age(folder, 60_000);
    }
    terminal = await server.start(EXAM, place);
    await question(5);
    const text = await terminal.text();
    expect(text).toContain('4 of 40 answered');
    expect(shownSeconds(text)).toBeLessThanOrEqual((MINUTES - 4) * 60);
    expect(shownSeconds(text)).toBeGreaterThan((MINUTES - 4) * 60 - 60);
  });

  it('is taken at 40 columns, and through a change of the size', async () => {
    const { place, attempt } = candidate();
    terminal = await server.start(START, { ...place, columns: 40, rows: 30 });
    const first = await question(1);
    await terminal.resize(70, 40);
    await terminal.until(/Question 1 of 40 .*─+\n/);
    await terminal.resize(40, 30);
    await answer(first);
    await question(2);
    await terminal.press('Escape');
    await terminal.until('Esc back');
    await terminal.press('o');
    const board = await terminal.until(/Overview[\s\S]*s submit/);
    expect(board.split('\n').filter(line => line.length > 40)).toEqual([]);
    await terminal.press('q');
    await terminal.until('The exam goes on:');
    expect((await attempt()).answers.size).toBe(1);
  });
});

describe('an exam in plain lines', () => {
  it.each([
    ['--plain', {}],
    ['a terminal that cannot draw', { TERM: 'dumb' }],
  ])('is taken with %s', async (_, env) => {
    const { place, attempt } = candidate();
    const plain = 'TERM' in env ? [] : ['--plain'];
    terminal = await server.start([...START, ...plain], { ...place, env: { ...place.env, ...env } });
    const prompt = (number: number) =>
      terminal.until(
        new RegExp(`Question ${number} of 40[\\s\\S]*Time left: (1:00:00|0:59:\\d\\d)[\\s\\S]*\\n>\\s*$`),
      );
    await terminal.type(lineOf(answerTo(lastQuestion(await prompt(1), SEED))));
    await prompt(2);
    await terminal.type(':overview');
    await terminal.until(/1\. answered\.[\s\S]*2\. open\.[\s\S]*:submit, or :quit/);
    await terminal.type(':submit');
    await terminal.until(/once\s+more\s+submits/);
    await terminal.type(':submit');
    const result = await terminal.until('microlab exam report');
    expect(result).not.toMatch(/❯|──/);
    expect(await terminal.exitCode()).toBe(1);
    expect((await attempt()).stage).toBe('graded');
  });

  it('ends by itself when the time is over', async () => {
    const { place, folder, attempt } = candidate();
    terminal = await server.start([...START, '--plain'], place);
    await terminal.until(/Question 1 of 40[\s\S]*\n>\s*$/);
    await terminal.type(':quit');
    await terminal.exitCode();
    await terminal.end();
    age(folder, MINUTES * 60_000 - 4000 - (await attempt()).last.passedMs);
    terminal = await server.start([...EXAM, '--plain'], place);
    await terminal.until(OVER);
    expect(await terminal.exitCode()).toBe(1);
  });
});

describe('an exam with exercises', () => {
  it('makes their workspaces, and says where they are', async () => {
    const { place, attempt } = candidate();
    mkdirSync(join(place.cwd, 'work'));
    terminal = await server.start(microlab('exam', 'start', 'basic', '--yes', '--dir', 'work/exam'), place);
    const drawn = await terminal.until(/Question 1 of \d+[\s\S]*(quit|menu)\s*$/);
    // Where words are typed, the keys that lead about come after Esc.
    if (drawn.includes('Esc next')) {
      await terminal.press('Escape');
      await terminal.until('Esc back');
    }
    await terminal.press('o');
    expect(await terminal.until(/s submit/)).toContain('→ user-service  ./work/exam/user-service');
    await terminal.press('q');
    await terminal.exitCode();
    const { dir, exercises } = await attempt();
    for (const exercise of exercises) expect(readdirSync(join(dir, exercise))).toContain('.microlab.json');
  });
});
