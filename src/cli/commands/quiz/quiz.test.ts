import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keeper } from '../../../progress/index.ts';
import { scheduled } from '../../../quiz/items.fixture.ts';
import { remember } from '../../../quiz/schedule.ts';
import { sandbox } from '../../testing.ts';

let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  box = await sandbox();
});
afterEach(() => box.remove());

const log = () => keeper(join(box.root, 'home'), () => {});
const answered = (question: string, daysAgo: number, more = {}) =>
  log().record({
    type: 'answered',
    at: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
    question,
    mode: 'review',
    seed: 's',
    right: true,
    share: 1,
    rating: 'good',
    durationMs: 1000,
    ...scheduled(),
    ...more,
  });

describe('quiz', () => {
  it('says what to use where there is no terminal', async () => {
    const { exitCode, err } = await box.run('quiz');
    expect(exitCode).toBe(2);
    expect(err).toContain('--format json');
    expect(err).toContain('microlab quiz answer --file');
  });

  it.each([
    ['quiz --topic ecko --format json', 'Did you mean "echo"?'],
    ['quiz --level basics --format json', 'Did you mean "basic"?'],
    ['quiz --kind choise --format json', 'Did you mean "choice"?'],
    ['quiz stat', 'There is no command "stat". Did you mean "stats"?'],
    ['quiz card a-choise', 'Did you mean "a-choice"?'],
  ])('names what was probably meant: %s', async (command, message) => {
    const { exitCode, err } = await box.run(command);
    expect(exitCode).toBe(2);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(message);
  });

  it.each(['quiz --retention 1', 'quiz --count 0', 'quiz --new -1', 'quiz --mode exam', 'quiz export'])(
    'exits 2 where it is used wrongly: %s',
    async command => {
      const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      expect((await box.run(command)).exitCode).toBe(2);
      stderr.mockRestore();
    },
  );

  it('prints questions without their answers, the same for the same seed, whatever was learned', async () => {
    const first = await box.run('quiz --format json --count 4 --seed x');
    const printed = JSON.parse(first.out);
    expect(printed).toMatchObject({ version: 1, seed: 'x', mode: 'practice', questions: { length: 4 } });
    expect(first.out).not.toMatch(/Because|A book|It happens/);
    await answered(printed.questions[0].id, 0);
    expect((await box.run('quiz --format json --count 4 --seed x')).out).toBe(first.out);
    expect((await box.run('quiz --format json --count 4 --seed y')).out).not.toBe(first.out);
  });

  it('prints cards only where they are asked for, since nothing can score them', async () => {
    const kinds = async (flags: string) =>
      JSON.parse((await box.run(`quiz --format json ${flags}`)).out).questions.map(
        ({ kind }: { kind: string }) => kind,
      );
    expect(await kinds('')).not.toContain('card');
    expect(await kinds('--kind card')).toEqual(['card']);
  });
});

describe('quiz answer', () => {
  /** What is right, by the options that were printed. */
  const file = async (change: (answers: Record<string, unknown>) => void = () => {}) => {
    const { questions } = JSON.parse((await box.run('quiz --format json --seed x')).out);
    const key = (id: string, text: string) =>
      questions
        .find((one: { id: string }) => one.id === id)
        .options.find((one: { text: string }) => one.text.trim() === text).key;
    const keys = (id: string, ...texts: string[]) => texts.map(text => key(id, text)).join(', ');
    const answers: Record<string, unknown> = {
      'a-choice': key('a-choice', 'yes'),
      'some-choices': keys('some-choices', 'red', 'green', 'blue'),
      'an-order': keys('an-order', 'one', 'two', 'three', 'four'),
      'a-match': keys('a-match', 'saucer', 'fork', 'pepper'),
      'a-number': 21.6,
      'a-text': 'circuit breaker',
      'a-fault': Number(key('a-fault', 'return b')),
    };
    change(answers);
    await box.write('work/answers.yaml', JSON.stringify({ seed: 'x', answers }, null, 1));
  };

  it('scores what was printed, by its letters', async () => {
    await file();
    const { exitCode, out } = await box.run('quiz answer --file answers.yaml --format json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ version: 1, seed: 'x', score: { right: 7, of: 7, share: 1 } });
    expect((await log().events()).length).toBe(0);
  });

  it('says what was wrong and why, and counts parts', async () => {
    await file(answers => {
      answers['a-number'] = 43.2;
      answers['a-match'] = (answers['a-match'] as string).split(', ').reverse().join(' ');
      answers['a-text'] = null;
    });
    const { out } = await box.run('quiz answer --file answers.yaml');
    expect(out).toContain('✔ right  a-choice');
    expect(out).toContain(
      '≈ close  a-number\n    43.2 minutes: That is for 30 days.\n    Right: 21.6 minutes (± 0.5)',
    );
    expect(out).toContain('~ 33%  a-match');
    expect(out).toContain('– not answered  a-text');
    expect(out).toContain('4 of 7 right\n62% of the points');
  });

  it('says all that is wrong with a file at once, each with its line', async () => {
    await box.write(
      'work/bad.yaml',
      'seed: x\nanswer: 1\nanswers:\n  a-choise: a\n  a-number: many\n  an-order: a b\n',
    );
    const { exitCode, out, err } = await box.run('quiz answer --file bad.yaml', { width: 200 });
    expect(exitCode).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('bad.yaml has 4 problems. Nothing was scored.');
    expect(err).toContain('bad.yaml:2:1: unknown key "answer". Did you mean "answers"?');
    expect(err).toContain('bad.yaml:4:3: there is no question "a-choise". Did you mean "a-choice"?');
    expect(err).toContain('bad.yaml:5:3: a-number: expected a number, found "many"');
    expect(err).toContain('bad.yaml:6:3: an-order: expected each letter from a to d once');
  });

  it.each([
    ['', 'expected `seed`'],
    ['- a', 'expected `answers`'],
    ['seed: [', 'not YAML'],
    ['seed: x\nanswers: {}', 'expected `answers`'],
  ])('refuses %j', async (text, message) => {
    await box.write('work/odd.yaml', text);
    const { exitCode, err } = await box.run('quiz answer --file odd.yaml');
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it('says that a file is missing', async () => {
    expect((await box.run('quiz answer --file none.yaml')).err).toContain('none.yaml cannot be read');
  });
});

describe('quiz card', () => {
  it.each(['a-choice', 'some-choices', 'an-order', 'a-match', 'a-number', 'a-text', 'a-fault', 'a-card'])(
    'shows a question with its answer, at 80 and at 40 columns: %s',
    async id => {
      const { out } = await box.run(`quiz card ${id}`);
      expect(out).toContain('Because.');
      expect(out).toContain('Source: A book');
      expect(out).toContain('You were not asked this yet.');
      const narrow = await box.run(`quiz card ${id}`, { width: 40 });
      expect(narrow.out.split('\n').filter(line => line.length > 40 && !line.includes('microlab'))).toEqual(
        [],
      );
    },
  );

  it('says why the wrong choices are wrong, and how well it is known', async () => {
    await answered('a-choice', 3, scheduled({ stability: 3, days: 30, reps: 4, lapses: 1 }));
    const { out } = await box.run('quiz card a-choice');
    expect(out).toContain('✔ yes');
    expect(out).toContain('✖ never\n      It happens.');
    expect(out).toContain('microlab exercise start first');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'You were asked this 4 times, and it was forgotten once. You know it now with a probability of 90%',
    );
  });
});

describe('quiz stats', () => {
  const learn = async () => {
    await answered('a-choice', 12, scheduled({ days: 2, stability: 2 }));
    await answered('a-choice', 10, { ...scheduled({ days: 1, lapses: 1 }), rating: 'again', right: false });
    await answered('an-order', 1, scheduled({ days: 4, stability: 30 }));
    await answered('a-match', 0, {
      ...scheduled({ days: 1, lapses: 1 }),
      rating: 'again',
      right: false,
      target: 0.85,
    });
    await answered('a-text', 0, { ...scheduled({ days: 3 }), target: 0.85 });
    await log().record({ type: 'flagged', question: 'a-card', on: true });
  };

  it('shows bars, and what to do about what is weak', async () => {
    await learn();
    const { out } = await box.run('quiz stats');
    expect(out).toMatch(/^1 due, 4 of 8 seen, 4 new\n/);
    expect(out).toMatch(/ {2}echo {2}█+░+ {2}2\d%, 4\/8 seen/);
    expect(out).toContain('2 days in a row; the most were 2 days.');
    expect(out).toContain('0% of 1 answers on a later day; wanted: 85%');
    expect(out).toMatch(
      /Weakest topics\n {2}echo: you would know \d+% [^.]*\. Train it:\n {4}microlab exercise start first/,
    );
    expect(out).toMatch(/Weakest questions\n {2}Does it\?\n {4}microlab quiz card a-choice/);
    expect(out).toMatch(/Flagged\n {2}microlab quiz card a-card/);
  });

  it('fits into 40 columns, and draws no bars where it is to be plain', async () => {
    await learn();
    const { out } = await box.run('quiz stats', { width: 40 });
    expect(out.split('\n').filter(line => line.length > 40 && !line.includes('microlab'))).toEqual([]);
    expect((await box.run('quiz stats --plain')).out).not.toMatch(/[█░]/);
  });

  it('prints the same for programs', async () => {
    await learn();
    expect(JSON.parse((await box.run('quiz stats --format json')).out)).toMatchObject({
      version: 1,
      questions: { all: 8, seen: 4, new: 4, due: 1 },
      retention: { target: 0.85, measured: 0, reviews: 1 },
      forecast: { length: 14 },
      flagged: ['a-card'],
    });
  });

  it('makes the questions of an exercise due when one of its checks fails', async () => {
    await box.run('exercise run first');
    expect(JSON.parse((await box.run('quiz stats --format json')).out).questions.due).toBe(1);
    expect((await box.run('')).out).toContain('1 question due: microlab quiz');
    await answered('a-choice', -1 / 86_400, { days: 9 });
    expect((await box.run('')).out).toContain('0 questions due');
  });
});

describe('quiz export', () => {
  it('prints, or writes a file', async () => {
    expect((await box.run('quiz export --format csv')).out).toMatch(/^id,topic,/);
    const { out, err } = await box.run('quiz export --format anki --output cards.txt');
    expect(out).toBe('');
    expect(err).toContain('cards.txt');
    expect(await readFile(join(box.root, 'work/cards.txt'), 'utf8')).toMatch(/^#separator:tab\n/);
    expect((await box.run('quiz export --format json --output none/x')).exitCode).toBe(2);
  });
});

describe('progress', () => {
  it('moves from one machine to another', async () => {
    const before = remember(null, 'good', new Date());
    await answered('a-choice', 1, { days: 3, stability: before.stability });
    await box.run('progress export --output here.jsonl');
    const { out } = await box.run('progress export');
    expect(await readFile(join(box.root, 'work/here.jsonl'), 'utf8')).toBe(out);
    expect((await box.run('progress import here.jsonl')).out).toBe('0 events were new, 1 known already.\n');
    expect((await box.run('progress reset --yes')).out).toContain('You begin anew.');
    expect((await box.run('progress export')).out).toBe('');
    expect((await box.run('progress import here.jsonl')).out).toBe('1 event was new, 0 known already.\n');
    expect((await box.run('progress export')).out).toBe(out);
  });

  it('imports nothing where one of several files is wrong', async () => {
    await answered('a-choice', 1);
    await box.run('progress export --output here.jsonl');
    await box.run('progress reset --yes');
    await box.write('work/bad.jsonl', 'nothing\n');
    const { exitCode, err } = await box.run('progress import here.jsonl bad.jsonl');
    expect(exitCode).toBe(2);
    expect(err).toContain('bad.jsonl:1: expected an event');
    expect((await box.run('progress export')).out).toBe('');
  });

  it('is not reset without a yes', async () => {
    await answered('a-choice', 1);
    const { exitCode, err } = await box.run('progress reset');
    expect(exitCode).toBe(2);
    expect(err).toContain('--yes');
    expect((await box.run('progress export')).out).not.toBe('');
  });
});
