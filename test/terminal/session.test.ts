import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Item } from '../../src/content/questions/bank.ts';
import {
  answerTo,
  choicesOf,
  keysOf,
  lastQuestion,
  learner,
  letter,
  lineOf,
  MICROLAB,
  questionsIn,
  type Standing,
} from './quiz.ts';
import { type Terminal, tmuxServer } from './tmux.ts';

// Whole sessions of `microlab quiz` in a real terminal, as a person has them. `npm run build` comes first.

const SEED = 'terminal';
const server = tmuxServer('quiz');
afterAll(server.stop);

let terminal: Terminal;
afterEach(() => terminal?.end());

const quiz = (...args: string[]) => [process.execPath, MICROLAB, 'quiz', '--seed', SEED, ...args];
const CHOICES = ['--topic', 'containers', '--kind', 'choice'];

/** Waits for the question with this number. */
async function question(number: number): Promise<Standing> {
  return lastQuestion(
    await terminal.until(new RegExp(`Question ${number} of \\d+[^?]*[\\s\\S]*(quit|menu)\\s*$`)),
    SEED,
  );
}

const LAST_FEEDBACK = /Enter go on[^\n]*\s*$/;

describe('a session', () => {
  it('is answered by arrow, number and letter, right and wrong, skipped, undone, quit and resumed', async () => {
    const { place, events } = learner();
    terminal = await server.start(quiz(...CHOICES), place);

    const first = await question(1);
    await terminal.press(...Array(choicesOf(first).right + 1).fill('Down'), 'Enter');
    expect(await terminal.until(LAST_FEEDBACK)).toContain('✔ right');

    await terminal.press('Enter');
    const second = await question(2);
    await terminal.press(String(choicesOf(second).wrong + 1));
    expect(await terminal.until(LAST_FEEDBACK)).toContain(`Not ${letter(choicesOf(second).wrong)}:`);

    await terminal.press('Enter');
    const third = await question(3);
    await terminal.press(letter(choicesOf(third).right));
    await terminal.until(LAST_FEEDBACK);
    await terminal.press('u');
    await terminal.until('taken back');
    expect((await question(3)).item.id).toBe(third.item.id);
    await terminal.press(letter(choicesOf(third).wrong));
    await terminal.until(LAST_FEEDBACK);

    await terminal.press('Enter');
    const fourth = await question(4);
    await terminal.press('s');
    const fifth = await question(5);
    await terminal.press('f');
    await terminal.until('Flagged');
    await terminal.press('q');
    const summary = await terminal.until('Your session');
    expect(await terminal.exitCode()).toBe(0);
    expect(summary).toMatch(/✔ 1 right {2}✖ 2 wrong {2}– 1 skipped {2}⚑ 1 flagged/);
    expect(summary).toMatch(/To read\s+containers/);
    expect(summary).toContain('Comes again');

    const ids = [first, second, third, fourth, fifth].map(({ item }) => item.id);
    expect(new Set(ids).size).toBe(5);
    expect((await events()).map(event => [event.type, 'question' in event ? event.question : null])).toEqual([
      ['answered', ids[0]],
      ['answered', ids[1]],
      ['answered', ids[2]],
      ['undone', null],
      ['answered', ids[2]],
      ['flagged', ids[4]],
    ]);

    await terminal.end();
    terminal = await server.start(quiz(...CHOICES), place);
    const asked: string[] = [];
    for (let number = 1; number <= 3; number++) {
      asked.push((await question(number)).item.id);
      await terminal.press('s');
    }
    expect(asked.filter(id => ids.slice(0, 3).includes(id))).toEqual([]);
    // What was skipped is as new as before.
    expect(asked).toContain(ids[3]);
  });

  it('ends with 130 at Ctrl-C, and nothing is lost', async () => {
    const { place, events } = learner();
    terminal = await server.start(quiz(...CHOICES), place);
    await question(1);
    await terminal.press('a');
    await terminal.until(LAST_FEEDBACK);
    await terminal.press('C-c');
    await terminal.until('What you answered is kept.');
    expect(await terminal.exitCode()).toBe(130);
    expect(await events()).toMatchObject([{ type: 'answered' }]);
  });

  it.each<Item['kind']>(['choices', 'order', 'match', 'number', 'text', 'fault', 'card'])(
    'answers a question of the kind %s',
    async kind => {
      const { place, events } = learner();
      terminal = await server.start(quiz('--mode', 'practice', '--kind', kind, '--count', '1'), place);
      await terminal.press(...keysOf(answerTo(await question(1))));
      expect(await terminal.until(LAST_FEEDBACK)).toMatch(/✔ (right|good)/);
      await terminal.press('Enter');
      await terminal.until('✔ 1 right');
      expect(await events()).toMatchObject([{ type: 'answered', right: true }]);
    },
  );

  it('is had at 40 columns, and through a change of the size', async () => {
    const { place } = learner();
    terminal = await server.start(quiz(...CHOICES), { ...place, columns: 40, rows: 50 });
    const first = await question(1);
    const { right } = choicesOf(first);
    await terminal.press(...Array(right + 1).fill('Down'));
    await terminal.until(`❯ ${letter(right)})`);
    await terminal.resize(70, 40);
    // The rule reaches as far as the terminal does.
    await terminal.until(new RegExp(`Question 1 of .*─+\\n[\\s\\S]*❯ ${letter(right)}\\)`));
    await terminal.resize(40, 50);
    await terminal.press('Enter');
    expect(await terminal.until(LAST_FEEDBACK)).toContain('✔ right');
    await terminal.press('Enter');
    await question(2);
    await terminal.press('Escape');
    await terminal.until('Esc back');
    await terminal.press('q');
    expect(await terminal.until('Your session')).toMatch(/✔ 1 right {2}✖ 0 wrong/);
    expect(await terminal.exitCode()).toBe(0);
  });

  it('has colours, and none with NO_COLOR', async () => {
    const colour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*3\\dm`);
    for (const [env, coloured] of [
      [{}, true],
      [{ NO_COLOR: '1' }, false],
    ] as const) {
      const { place } = learner(env);
      terminal = await server.start(quiz('--mode', 'practice', '--kind', 'fault', '--count', '1'), place);
      await question(1);
      await terminal.press('1', 'Enter');
      await terminal.until(LAST_FEEDBACK);
      expect(colour.test(await terminal.text({ colours: true }))).toBe(coloured);
      if (coloured) await terminal.end();
    }
  });
});

describe('a session of plain lines', () => {
  it.each([
    ['--plain', {}],
    ['a terminal that cannot draw', { TERM: 'dumb' }],
  ])('is had with %s', async (_, env) => {
    const { place, events } = learner(env);
    const plain = 'TERM' in env ? [] : ['--plain'];
    terminal = await server.start(quiz(...plain, '--topic', 'containers', '--count', '4'), place);
    const prompt = (number: number) =>
      terminal.until(new RegExp(`Question ${number} of 4[\\s\\S]*\\n>\\s*$`));

    for (const number of [1, 2]) {
      const standing = lastQuestion(await prompt(number), SEED);
      if (standing.item.kind === 'card') {
        await terminal.type('');
        await terminal.until('Its points');
      }
      await terminal.type(lineOf(answerTo(standing)));
    }
    await prompt(3);
    await terminal.type(':undo');
    await terminal.until('Taken back');
    await terminal.type(':skip');
    await terminal.until('Skipped.');
    await terminal.type(':quit');
    const text = await terminal.until('Your session');
    expect(text).toMatch(/✔ 1 right {2}✖ 0 wrong {2}– 1 skipped/);
    expect(text).not.toMatch(/❯|──/);
    expect(questionsIn(text)).toHaveLength(3);
    expect(await terminal.exitCode()).toBe(0);
    expect((await events()).map(({ type }) => type)).toEqual(['answered', 'answered', 'undone']);
  });
});
