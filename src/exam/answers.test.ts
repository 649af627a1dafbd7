import { describe, expect, it } from 'vitest';
import { one } from '../quiz/items.fixture.ts';
import { letterOf } from '../quiz/letters.ts';
import { present } from '../quiz/present.ts';
import { markAnswers } from './answers.ts';
import { ofEachKind, paperOf } from './exam.fixture.ts';

const paper = paperOf({ id: 'theory', questions: ofEachKind });
const marked = (answers: Record<string, unknown>) => markAnswers(paper, answers);
const of = (id: string, value: unknown) =>
  marked({ [id]: value }).questions.find(({ question }) => question === id);
/** The letters of options by their texts, as they are shown on this paper. */
const named = (kind: 'choice' | 'choices' | 'order' | 'match', ...texts: string[]) =>
  texts.map(text => letterOf(present(one[kind], paper.seed).options.indexOf(text)));

describe('answers', () => {
  it.each([
    ['a-choice', named('choice', 'yes'), ['yes']],
    ['some-choices', named('choices', 'red', 'green', 'blue').join(', '), ['red', 'green', 'blue']],
    ['an-order', named('order', 'one', 'two', 'three', 'four').join(''), ['one', 'two', 'three', 'four']],
    ['a-match', named('match', 'saucer', 'fork', 'pepper'), ['cup: saucer', 'knife: fork', 'salt: pepper']],
    ['a-number', 21.6, ['21.6 minutes']],
    ['a-text', 'circuit breakers', ['circuit breakers']],
    ['a-fault', 4, ['line 4: return b']],
  ])('to %s may be right, and stand in the result in words', (id, value, answer) => {
    expect(of(id, value)).toMatchObject({ status: 'right', share: 1, answer, problem: null });
  });

  it('may be right in part, exactly so', () => {
    expect(of('an-order', named('order', 'two', 'one', 'three', 'four'))).toMatchObject({
      status: 'partly',
      share: 2 / 3,
    });
    expect(of('a-match', named('match', 'saucer', 'pepper', 'fork'))).toMatchObject({ share: 1 / 3 });
  });

  it('are wrong for a reason, which the key says', () => {
    expect(of('a-choice', named('choice', 'never'))).toMatchObject({
      status: 'wrong',
      share: 0,
      answer: ['never'],
      key: { question: 'Does it?', solution: ['yes'], explanation: 'Because.', why: ['never: It happens.'] },
    });
    expect(of('a-fault', 3)?.key?.question).toBe(
      'Which line?\n\n```python\ndef f():\n\n    a = 1\n    return b\n```',
    );
  });

  it.each([null, undefined, '', '  '])('that are %j are none', value => {
    expect(of('a-choice', value)).toMatchObject({
      status: 'unanswered',
      share: 0,
      answer: [],
      problem: null,
    });
  });

  it('are there for each question, in the order of the paper', () => {
    expect(marked({}).questions.map(({ question }) => question)).toEqual(ofEachKind.map(({ id }) => id));
  });

  it('to questions that are not on the paper are noted, whatever they are called', () => {
    const { questions, notes } = marked({ other: 'a', constructor: 'b', ['x'.repeat(1000)]: 'c' });
    expect(questions.every(({ status }) => status === 'unanswered')).toBe(true);
    expect(notes.slice(0, 2)).toEqual([
      'answers.yaml answers "other", which is not a question of this paper.',
      'answers.yaml answers "constructor", which is not a question of this paper.',
    ]);
    expect(notes[2]?.length).toBeLessThan(300);
  });
});

describe('what is no answer', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  it.each([
    ['z', 'expected one letter from a to d, found "z"'],
    [['a', 'b'], 'expected one letter from a to d, found ["a","b"]'],
    [7, 'expected one letter from a to d, found 7'],
    [circle, 'expected a short answer'],
    [{ a: { b: 1 } }, 'expected a short answer'],
    [new Date(0), 'expected one letter'],
    [10n, 'expected a short answer'],
    ['a'.repeat(1_000_000), 'found a text of 1000000 characters'],
    [Array.from({ length: 1000 }, () => 'a'), 'expected a short answer'],
    [['a'.repeat(5000)], 'expected a short answer'],
  ])('is worth nothing, and says what was expected', (value, problem) => {
    const result = of('a-choice', value);
    expect(result).toMatchObject({ status: 'invalid', share: 0, answer: [] });
    expect(result?.problem).toContain(problem);
    expect(result?.problem?.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['a-number', Number.NaN],
    ['a-number', 'many'],
    ['a-fault', 99],
    ['a-text', ['circuit', 'breaker']],
    ['an-order', 'aabb'],
    ['a-match', { 1: 'a' }],
  ])('to %s', (id, value) => {
    expect(of(id, value)).toMatchObject({ status: 'invalid', share: 0 });
  });
});
