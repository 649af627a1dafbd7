import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readBank } from './bank.ts';
import { assess } from './quality.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microlab-questions-'));
});

const common = { level: 'basic', principle: 'loose-coupling', explanation: 'Because.', source: 'A book' };
const choice = (id: string, question: string, more = {}) => ({
  ...common,
  id,
  kind: 'choice',
  question,
  choices: [
    { text: 'yes', right: true },
    { text: 'no, never', why: 'It happens.' },
    { text: 'at times', why: 'It is more often than that.' },
  ],
  ...more,
});
const card = {
  ...common,
  id: 'a-card',
  kind: 'card',
  question: 'What?',
  answer: 'That.',
  points: ['a', 'b'],
};

function problems(questions: object[], topic = 'echo'): string[] {
  writeFileSync(join(folder, 'echo.yaml'), stringify({ topic, title: 'Echo', about: 'Echoes.', questions }));
  return assess(readBank([folder]), ['echo']).problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('the question bank', () => {
  it('takes a sound one and counts it', () => {
    expect(problems([card, choice('one', 'Does an echo answer?', { exercise: 'echo' })])).toEqual([]);
    expect(assess(readBank([folder]), ['echo']).figures).toMatchObject({
      items: 2,
      objective: 1,
      byKind: { card: 1, choice: 1 },
      longestIsRight: 0,
      positions: [1, 0, 0],
    });
  });

  it('says all that is wrong, each with its line', () => {
    const two = choice('one', 'Does it?', { exercise: 'nowhere', covers: 'basic-3' });
    const found = problems([choice('one', 'Does an echo answer?'), two], 'other').join('\n');
    expect(found).toMatch(/^1: the topic is "other" and the file "echo.yaml"/);
    expect(found).toMatch(/\d\d: another question is called "one" too/);
    expect(found).toContain('there is no exercise "nowhere"');
    expect(found).toContain('basic-3 of the course has no card');
  });

  it('wants a reason for each wrong choice, and exactly one right one', () => {
    expect(
      problems([choice('one', 'Does it?', { choices: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] })]),
    ).not.toEqual([]);
    const twoRight = [
      { text: 'a', right: true },
      { text: 'b', right: true },
      { text: 'c', why: 'No.' },
    ];
    expect(problems([choice('one', 'Does it?', { choices: twoRight })]).join()).toContain(
      'exactly one choice',
    );
  });

  it('wants the faulty line and its decoys in the listing', () => {
    const fault = {
      ...common,
      id: 'a-fault',
      kind: 'fault',
      question: 'Which line?',
      code: { language: 'text', text: 'one\ntwo\ntwo' },
      fault: 'two',
      decoys: [{ line: 'three', why: 'It is right.' }],
    };
    expect(problems([fault]).map(one => one.replace(/^\d+: /, ''))).toEqual([
      'expected this text as exactly one line of the listing, found 2',
      'expected this text as exactly one line of the listing, found 0',
    ]);
  });

  it('finds questions that ask nearly the same, and choices that name the others', () => {
    const long = 'Which service answers first when several copies of an echo stand behind one name?';
    const found = problems([
      choice('one', long),
      choice('two', `${long} Really?`),
      choice('three', 'Which colour has it?', {
        choices: [
          { text: 'all of the above', right: true },
          { text: 'red', why: 'No.' },
          { text: 'blue', why: 'No.' },
        ],
      }),
    ]).join('\n');
    expect(found).toContain('it asks nearly the same as "one"');
    expect(found).toContain('asks for a guess at the other choices');
  });

  it('wants every question of the course to be covered, where it is the built-in one', () => {
    const course = ['basic', 'intermediate', 'advanced'].flatMap(level =>
      Array.from({ length: 10 }, (_, n) => `${level}-${n + 1}`),
    );
    const missing = (covered: readonly string[]) => {
      problems(covered.map(covers => ({ ...card, id: `card-${covers}`, covers })));
      return assess(readBank([folder]), [], { course: true })
        .problems.map(({ message }) => message)
        .filter(message => message.includes('missing'));
    };
    expect(missing(course)).toEqual([]);
    expect(missing(course.filter(one => one !== 'basic-10' && one !== 'advanced-1'))).toEqual([
      'of all questions: expected all 30 of the course to be covered, missing are basic-10, advanced-1',
    ]);
    problems([{ ...card, covers: 'basic-1' }]);
    const { problems: others } = assess(readBank([folder]), []);
    expect(others.map(({ message }) => message).join()).not.toContain('missing');
  });
});
