import { describe, expect, it } from 'vitest';
import { askedJson, responseOf, written } from './answers.ts';
import { one } from './items.fixture.ts';
import type { Response } from './model.ts';
import { present } from './present.ts';

const asked = (kind: keyof typeof one) => present(one[kind], 's');
const response = (kind: keyof typeof one, value: unknown) => responseOf(asked(kind), value);

describe('an answer of a file', () => {
  it.each([
    ['choice', 'b', { pick: 1 }],
    ['choice', 'B', { pick: 1 }],
    ['choices', 'a, c', { picks: [0, 2] }],
    ['choices', ['a', 'c'], { picks: [0, 2] }],
    ['choices', 'aac', { picks: [0, 2] }],
    ['order', 'd a b c', { order: [3, 0, 1, 2] }],
    ['match', 'c a b', { picks: [2, 0, 1] }],
    ['match', { 1: 'c', 3: 'b', 2: 'a' }, { picks: [2, 0, 1] }],
    ['number', 21.6, { value: 21.6 }],
    ['number', '1,250', { value: 1250 }],
    ['text', 'breaker', { text: 'breaker' }],
    ['text', 503, { text: '503' }],
    ['fault', 4, { line: 3 }],
    ['card', 'hard', { rating: 'hard' }],
  ] as const)('to %s: %j', (kind, value, expected) => {
    expect(response(kind, value)).toEqual({ kind, ...expected });
  });

  it.each([
    ['choice', 'e', 'expected one letter from a to d, found "e"'],
    ['choice', 'a b', 'expected one letter from a to d'],
    ['choice', 1, 'expected one letter from a to d, found 1'],
    ['choices', '', 'expected letters from a to e, such as "a, c"'],
    ['order', 'a b c', 'expected each letter from a to d once, the first step first'],
    ['order', 'a a b c', 'expected each letter from a to d once'],
    ['match', { 1: 'a', 2: 'b' }, 'in the order of the left sides'],
    ['number', 'many', 'expected a number, found "many"'],
    ['number', '', 'expected a number'],
    ['text', ['a'], 'expected a text, found ["a"]'],
    ['fault', 0, 'expected the number of a line, from 1 to 4'],
    ['fault', 1.5, 'expected the number of a line'],
    ['card', 'fine', 'expected one of again, hard, good, easy'],
  ] as const)('is refused to %s: %j', (kind, value, message) => {
    expect(() => response(kind, value)).toThrow(message);
  });
});

it.each([
  ['choice', { pick: 1 }],
  ['choices', { picks: [0, 2] }],
  ['order', { order: [3, 0, 1, 2] }],
  ['match', { picks: [2, 0, 1] }],
  ['number', { value: 21.6 }],
  ['text', { text: 'breaker' }],
  ['fault', { line: 3 }],
  ['card', { rating: 'hard' }],
] as const)('an answer to %s is read as it was written', (kind, rest) => {
  const given = { kind, ...rest } as Response;
  expect(response(kind, written(given))).toEqual(given);
});

it('names options by letters, left sides by numbers, and lines by their numbers', () => {
  const { version, seed, mode, questions } = askedJson([one.match, one.fault], {
    seed: 's',
    mode: 'practice',
  });
  expect({ version, seed, mode }).toEqual({ version: 1, seed: 's', mode: 'practice' });
  expect(questions[0]?.options.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  expect(questions[0]?.lefts).toEqual([
    { key: '1', text: 'cup' },
    { key: '2', text: 'knife' },
    { key: '3', text: 'salt' },
  ]);
  expect(questions[1]?.options[3]).toEqual({ key: '4', text: '    return b' });
  expect(JSON.stringify(questions)).not.toMatch(/Because|A book|why|"right"/);
});
