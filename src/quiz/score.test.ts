import { describe, expect, it } from 'vitest';
import type { Item } from '../content/questions/bank.ts';
import { UserError } from '../errors.ts';
import { one } from './items.fixture.ts';
import type { Response } from './model.ts';
import { present } from './present.ts';
import { score } from './score.ts';

const mark = (item: Item, response: Response) => score(item, present(item, 's'), response);
/** The places at which these texts are shown. */
const places = (item: Item, ...texts: string[]) => {
  const { options } = present(item, 's');
  return texts.map(text => options.indexOf(text));
};
const at = (item: Item, text: string) => places(item, text)[0] as number;

describe('one choice', () => {
  it('is right, or wrong with the reason', () => {
    expect(mark(one.choice, { kind: 'choice', pick: at(one.choice, 'yes') })).toEqual({
      right: true,
      share: 1,
      near: false,
      wrong: [],
      solution: ['yes'],
      explanation: 'Because.',
      source: 'A book',
      exercise: 'first',
    });
    expect(mark(one.choice, { kind: 'choice', pick: at(one.choice, 'never') })).toMatchObject({
      right: false,
      share: 0,
      wrong: [{ text: 'never', why: 'It happens.' }],
      solution: ['yes'],
    });
  });
});

describe('several choices', () => {
  const choices = (...texts: string[]) =>
    mark(one.choices, { kind: 'choices', picks: places(one.choices, ...texts) });

  it('is right with all right ones, in any order', () => {
    expect(choices('blue', 'red', 'green')).toMatchObject({ right: true, share: 1, wrong: [] });
  });

  it('gives a part for a part, and says what was left out and why', () => {
    const part = choices('red', 'blue');
    expect(part.share).toBeCloseTo(2 / 3);
    expect(part).toMatchObject({ right: false, wrong: [{ text: 'green', why: 'Green is one of them.' }] });
    expect(choices('green', 'red').wrong).toEqual([{ text: 'blue', why: 'This one is right too.' }]);
  });

  it('gives nothing to those who mark everything, or nothing', () => {
    expect(choices('red', 'green', 'black').share).toBeCloseTo(1 / 3);
    expect(choices('red', 'green', 'blue', 'black', 'white').share).toBeCloseTo(1 / 3);
    expect(choices('black', 'white', 'red').share).toBe(0);
    expect(choices()).toMatchObject({ share: 0, wrong: { length: 3 } });
  });
});

describe('order', () => {
  const order = (...texts: string[]) =>
    mark(one.order, { kind: 'order', order: places(one.order, ...texts) });

  it('counts pairs that stand right, beyond chance', () => {
    expect(order('one', 'two', 'three', 'four')).toMatchObject({ right: true, share: 1 });
    const swapped = order('two', 'one', 'three', 'four');
    expect(swapped.share).toBeCloseTo(2 / 3);
    expect(swapped.wrong).toEqual([{ text: 'two', why: 'It comes after “one”.' }]);
    expect(order('four', 'three', 'two', 'one').share).toBe(0);
  });

  it('wants each step once', () => {
    expect(() => order('one', 'two', 'three')).toThrow(/each of its 4 steps once/);
    expect(() => order('one', 'one', 'two', 'three')).toThrow(UserError);
  });
});

describe('match', () => {
  const match = (...texts: string[]) =>
    mark(one.match, { kind: 'match', picks: places(one.match, ...texts) });

  it('gives a part for each pair, and says where the others belong', () => {
    expect(match('saucer', 'fork', 'pepper')).toMatchObject({ right: true, share: 1 });
    const swapped = match('fork', 'saucer', 'pepper');
    expect(swapped.share).toBeCloseTo(1 / 3);
    expect(swapped.wrong[0]).toEqual({ text: 'cup: fork', why: 'That belongs to “knife”.' });
    expect(swapped.solution).toEqual(['cup: saucer', 'knife: fork', 'salt: pepper']);
    expect(() => match('saucer')).toThrow(/3 left sides/);
  });
});

describe('number', () => {
  const number = (value: number) => mark(one.number, { kind: 'number', value });

  it.each([21.6, 21.1, 22.1])('takes %d', value => {
    expect(number(value).right).toBe(true);
  });

  it('knows near misses, and other wrong ones', () => {
    expect(number(43.2)).toMatchObject({
      right: false,
      near: true,
      wrong: [{ text: '43.2 minutes', why: 'That is for 30 days.' }],
      solution: ['21.6 minutes (± 0.5)'],
    });
    expect(number(43)).toMatchObject({ near: true });
    expect(number(22.2)).toMatchObject({ right: false, near: false });
    expect(() => number(Number.NaN)).toThrow(UserError);
  });

  it('does not stumble over binary fractions', () => {
    const { within: _, ...exact } = { ...one.number, answer: 0.3 };
    expect(mark(exact, { kind: 'number', value: 0.1 + 0.2 }).right).toBe(true);
  });
});

describe('text', () => {
  const text = (text: string) => mark(one.text, { kind: 'text', text });

  it.each([
    'circuit breaker',
    ' The CIRCUIT-BREAKERS! ',
    'circuitbreaker',
    'Cîrcuit bréaker',
    'circit breaker',
    'circuit braeker',
    '`--previous`',
    'previous',
  ])('takes %s', answer => {
    expect(text(answer)).toMatchObject({ right: true, wrong: [] });
  });

  it.each(['synchronous', 'breaker', '', '...', '--previos', 'circle broken'])('does not take %j', answer => {
    expect(text(answer)).toMatchObject({ right: false, near: false });
  });

  it('says why a near miss is none', () => {
    expect(text('Fuses')).toMatchObject({
      near: true,
      wrong: [{ text: 'Fuses', why: 'A fuse has to be replaced.' }],
    });
    expect(text('--since 5m').near).toBe(true);
  });
});

describe('find the fault', () => {
  it('takes the faulty line, and says why a decoy is right', () => {
    expect(mark(one.fault, { kind: 'fault', line: 3 })).toMatchObject({
      right: true,
      solution: ['line 4: return b'],
    });
    expect(mark(one.fault, { kind: 'fault', line: 2 }).wrong[0]?.why).toBe('That is a good name.');
    expect(mark(one.fault, { kind: 'fault', line: 0 }).wrong[0]?.why).toBe(
      'Nothing is wrong with this line.',
    );
  });
});

describe('a card', () => {
  it('is rated by the learner', () => {
    expect(mark(one.card, { kind: 'card', rating: 'hard' })).toMatchObject({
      right: true,
      solution: ['That.', 'this', 'and that'],
    });
    expect(mark(one.card, { kind: 'card', rating: 'again' }).right).toBe(false);
  });
});

it('refuses what is no answer to the question', () => {
  expect(() => mark(one.choice, { kind: 'choice', pick: 4 })).toThrow(/4 options, number 5 is none/);
  expect(() => mark(one.fault, { kind: 'fault', line: -1 })).toThrow(UserError);
  expect(() => mark(one.choice, { kind: 'text', text: 'yes' })).toThrow(/of the kind "choice"/);
});
