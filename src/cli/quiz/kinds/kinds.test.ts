import { describe, expect, it } from 'vitest';
import type { Response } from '../../../quiz/model.ts';
import { noPaint } from '../../../report/paint.ts';
import type { Key } from '../keys.ts';
import { keys, play, shownItem } from '../quiz.fixture.ts';
import { card } from './card.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import { fault } from './fault.ts';
import type { Kind } from './kind.ts';
import { match } from './match.ts';
import { number } from './number.ts';
import { order } from './order.ts';
import { text } from './text.ts';

const layout = { paint: noPaint, width: 60 };

describe('one choice', () => {
  const asked = shownItem('choice');
  const answer = (keys: string) => play(choice, asked, keys).response;

  it('is answered at once by a letter or a number', () => {
    expect(answer('b')).toEqual({ kind: 'choice', pick: 1 });
    expect(answer('3')).toEqual({ kind: 'choice', pick: 2 });
    expect(answer('B')).toEqual({ kind: 'choice', pick: 1 });
  });

  it('is answered by arrows and Enter, round both ends', () => {
    expect(answer('down enter')).toEqual({ kind: 'choice', pick: 0 });
    expect(answer('down down enter')).toEqual({ kind: 'choice', pick: 1 });
    expect(answer('up enter')).toEqual({ kind: 'choice', pick: 2 });
    expect(answer('down down down down enter')).toEqual({ kind: 'choice', pick: 0 });
    expect(answer('j j k enter')).toEqual({ kind: 'choice', pick: 0 });
  });

  it('is not answered by an Enter too many, nor by a letter that it does not have', () => {
    expect(play(choice, asked, 'enter')).toMatchObject({ response: undefined, note: 'Pick one first.' });
    expect(answer('d 4 0 z')).toBeUndefined();
  });

  it('marks where the cursor stands', () => {
    expect(play(choice, asked, 'down down').lines).toEqual([
      `  a) ${asked.options[0]}`,
      `❯ b) ${asked.options[1]}`,
      `  c) ${asked.options[2]}`,
    ]);
  });

  it('reads a typed line', () => {
    expect(choice.read(' B ', asked)).toEqual({ kind: 'choice', pick: 1 });
    expect(choice.read('2)', asked)).toEqual({ kind: 'choice', pick: 1 });
    expect(choice.read('a,b', asked)).toBe('Name exactly one.');
    expect(choice.read('', asked)).toBe('Name exactly one.');
    expect(choice.read('9', asked)).toBe('There is no "9" here: a to c, or 1 to 3.');
  });
});

describe('several choices', () => {
  const asked = shownItem('choices');

  it('are picked and unpicked by letters, numbers and Space, and answered by Enter', () => {
    expect(play(choices, asked, 'c a enter').response).toEqual({ kind: 'choices', picks: [0, 2] });
    expect(play(choices, asked, 'c 1 c enter').response).toEqual({ kind: 'choices', picks: [0] });
    expect(play(choices, asked, 'down space enter').response).toEqual({ kind: 'choices', picks: [1] });
    expect(play(choices, asked, 'enter').note).toContain('Pick at least one');
  });

  it('show what is picked in more than a colour', () => {
    expect(play(choices, asked, 'c').lines.map(line => line.slice(0, 8))).toEqual([
      '  [ ] a)',
      '  [ ] b)',
      '❯ [x] c)',
    ]);
  });

  it('read a typed line in any writing', () => {
    for (const line of ['a,c', 'c a', 'ca', '1, 3'])
      expect(choices.read(line, asked)).toEqual({ kind: 'choices', picks: [0, 2] });
    expect(choices.read('a a', asked)).toBe('"a" stands there twice.');
    expect(choices.read(' ', asked)).toBe('Name at least one.');
  });
});

describe('an order', () => {
  const asked = shownItem('order');
  const answer = (keys: string) => play(order, asked, keys).response;

  it('is typed, one step after the other', () => {
    expect(answer('c a b enter')).toEqual({ kind: 'order', order: [2, 0, 1] });
    expect(answer('3 1 2 enter')).toEqual({ kind: 'order', order: [2, 0, 1] });
    // The last one has no choice left.
    expect(answer('b c enter')).toEqual({ kind: 'order', order: [1, 2, 0] });
  });

  it('takes a typed step back by Backspace or by its letter', () => {
    expect(answer('c backspace b a c enter')).toEqual({ kind: 'order', order: [1, 0, 2] });
    expect(play(order, asked, 'c b c').lines.map(line => line.slice(0, 7))).toEqual([
      '  1. b)',
      '❯    c)',
      '     a)',
    ]);
  });

  it('is made by moving steps with the arrows', () => {
    expect(answer('space down down space enter')).toEqual({ kind: 'order', order: [1, 2, 0] });
    expect(answer('down down space up enter enter')).toEqual({ kind: 'order', order: [0, 2, 1] });
  });

  it('asks once more where nothing was moved, or where only a part was typed', () => {
    expect(play(order, asked, 'enter').note).toContain('Nothing was moved yet');
    expect(answer('enter enter')).toEqual({ kind: 'order', order: [0, 1, 2] });
    expect(play(order, asked, 'c enter')).toMatchObject({ response: undefined });
    expect(answer('c enter enter')).toEqual({ kind: 'order', order: [2, 0, 1] });
  });

  it('reads a typed line', () => {
    expect(order.read('3 1 2', asked)).toEqual({ kind: 'order', order: [2, 0, 1] });
    expect(order.read('c a', asked)).toBe('Name all 3, each once.');
  });
});

describe('a match', () => {
  const asked = shownItem('match');
  const answer = (keys: string) => play(match, asked, keys).response;

  it('goes on to the next left side with each letter', () => {
    expect(answer('c a b enter')).toEqual({ kind: 'match', picks: [2, 0, 1] });
    expect(answer('3 1 2 enter')).toEqual({ kind: 'match', picks: [2, 0, 1] });
  });

  it('is answered with arrows alone', () => {
    expect(answer('right down right down right enter')).toEqual({ kind: 'match', picks: [0, 1, 2] });
    // The free ones come first; where there is none, the next one is taken away.
    expect(answer('right right down left down left enter')).toEqual({ kind: 'match', picks: [1, 2, 0] });
    expect(play(match, asked, 'a b c right').state).toEqual({ cursor: 2, picks: [null, 1, 0] });
  });

  it('gives each right side to one left side only, and says what is missing', () => {
    const { state, note } = play(match, asked, 'a a enter');
    expect(state).toEqual({ cursor: 2, picks: [null, 0, null] });
    expect(note).toBe('2 have no partner yet.');
  });

  it('prints the right sides once, and draws the left sides with their letters', () => {
    expect(match.above?.(match.start(asked), asked, layout)).toEqual([
      ...asked.options.map((option, index) => `  ${'abc'[index]}) ${option}`),
      '',
    ]);
    expect(play(match, asked, 'b').lines).toEqual(['  b  dog', '❯ _  cat', '  _  cow']);
  });

  it('reads letters in turn, or pairs in any order', () => {
    for (const line of ['c a b', 'cab', '1c 2a 3b', '3=b 1=c 2=a', '1: c, 2: a, 3: b'])
      expect(match.read(line, asked)).toEqual({ kind: 'match', picks: [2, 0, 1] });
    expect(match.read('1c 2a 2b', asked)).toBe('Give a letter for each of 1 to 3.');
    expect(match.read('c a', asked)).toBe('Name 3 letters, one for each.');
  });
});

describe('a number', () => {
  const asked = shownItem('number');

  it.each([
    ['1000', 1000],
    ['1,000', 1000],
    ['1 000 ms', 1000],
    ['0,5', 0.5],
    ['.5', 0.5],
    ['-3', -3],
    ['1e3', 1000],
    ['20 %', 20],
  ])('reads %s', (line, value) => {
    expect(number.read(line, asked)).toEqual({ kind: 'number', value });
  });

  it('refuses what is none', () => {
    for (const line of ['', 'ten', '1.2.3', '--1'])
      expect(number.read(line, asked)).toContain('Type a number');
  });

  it('is typed, corrected and answered', () => {
    expect(play(number, asked, '13 backspace 2 enter').response).toEqual({ kind: 'number', value: 12 });
    expect(play(number, asked, '12').lines).toEqual(['❯ 12 ms']);
  });

  it('leaves letters to the commands until something is typed', () => {
    expect(play(number, asked, 's').state).toEqual({ text: '', at: 0 });
    expect(play(number, asked, '5 s').state).toEqual({ text: '5s', at: 2 });
  });
});

describe('a few words', () => {
  const asked = shownItem('text');

  it('are typed with the usual keys of a line', () => {
    expect(play(text, asked, 'digest enter').response).toEqual({ kind: 'text', text: 'digest' });
    expect(play(text, asked, 'igest home d end s backspace enter').response).toEqual({
      kind: 'text',
      text: 'digest',
    });
    expect(play(text, asked, 'ab left left delete right c enter').response).toEqual({
      kind: 'text',
      text: 'bc',
    });
    expect(play(text, asked, 'one space two ^w three enter').response).toEqual({
      kind: 'text',
      text: 'one three',
    });
    expect(play(text, asked, 'wrong ^u good enter').response).toEqual({ kind: 'text', text: 'good' });
    expect(play(text, asked, 'enter').note).toBe('Type an answer first.');
  });

  it('go on in the next line where they are long', () => {
    const { state } = play(text, asked, 'a'.repeat(25));
    expect(text.draw(state, asked, { paint: noPaint, width: 13 })).toEqual({
      lines: [`❯ ${'a'.repeat(10)}`, `  ${'a'.repeat(10)}`, `  ${'a'.repeat(5)}`],
      row: 2,
      column: 7,
    });
  });
});

describe('a faulty line', () => {
  const asked = shownItem('fault');
  const answer = (keys: string) => play(fault, asked, keys).response;

  it('is marked by arrows, which pass over empty lines, or by its number', () => {
    expect(answer('down down enter')).toEqual({ kind: 'fault', line: 2 });
    expect(answer('up enter')).toEqual({ kind: 'fault', line: 3 });
    expect(answer('3 enter')).toEqual({ kind: 'fault', line: 2 });
    expect(answer('enter')).toBeUndefined();
  });

  it('takes a second digit as part of the number where there is such a line', () => {
    const long = {
      ...asked,
      options: Array.from({ length: 12 }, (_, at) => `line ${at + 1}`),
      listing: null,
    };
    expect(play(fault, long, '1 1 enter').response).toEqual({ kind: 'fault', line: 10 });
    expect(play(fault, long, '1 5 enter').response).toEqual({ kind: 'fault', line: 4 });
    expect(play(fault, long, '1 1 backspace enter').response).toEqual({ kind: 'fault', line: 0 });
  });

  it('stands in a listing with numbers', () => {
    expect(play(fault, asked, '4').lines).toEqual(['  1  a: 1', '  2', '  3  b:', '❯ 4    c: 2']);
  });

  it('reads a typed line', () => {
    expect(fault.read(' 4 ', asked)).toEqual({ kind: 'fault', line: 3 });
    expect(fault.read('2', asked)).toBe('That line is empty.');
    for (const line of ['0', '5', 'c', '']) expect(fault.read(line, asked)).toContain('1 to 4');
  });
});

describe('a card', () => {
  const asked = shownItem('card');

  it('shows its answer after Enter, and not before', () => {
    const hidden = card.start(asked);
    expect(card.above?.(hidden, asked, layout)).toEqual([]);
    expect(play(card, asked, '3').response).toBeUndefined();
    const { state } = play(card, asked, 'enter');
    expect(card.above?.(state, asked, layout)).toEqual([
      'A voice that comes back.',
      '',
      'Its points',
      '  - a voice',
      '  - comes back',
      '',
    ]);
  });

  it('is rated by number, letter or arrow', () => {
    const rating = (keys: string) => play(card, asked, `enter ${keys}`).response;
    expect(rating('1')).toEqual({ kind: 'card', rating: 'again' });
    expect(rating('h')).toEqual({ kind: 'card', rating: 'hard' });
    expect(rating('enter')).toEqual({ kind: 'card', rating: 'good' });
    expect(rating('down enter')).toEqual({ kind: 'card', rating: 'easy' });
    expect(card.read('Easy', asked)).toEqual({ kind: 'card', rating: 'easy' });
    expect(card.read('2', asked)).toEqual({ kind: 'card', rating: 'hard' });
    expect(card.read('5', asked)).toContain('Type 1, 2, 3 or 4');
  });
});

describe('what was answered before', () => {
  it.each([
    [choice, { kind: 'choice', pick: 1 }],
    [choices, { kind: 'choices', picks: [0, 2] }],
    [order, { kind: 'order', order: [2, 0, 1] }],
    [match, { kind: 'match', picks: [2, 0, 1] }],
    [text, { kind: 'text', text: 'digest' }],
    [fault, { kind: 'fault', line: 3 }],
  ] as readonly (readonly [Kind<unknown>, Response])[])(
    'stands there, and Enter answers it again',
    (kind, given) => {
      const asked = shownItem(given.kind);
      const [enter] = keys('enter') as [Key];
      expect(kind.press(kind.start(asked, given), enter, asked)?.response).toEqual(given);
    },
  );

  it('leaves the line of a number empty, so that letters are commands', () => {
    const asked = shownItem('number');
    const state = number.start(asked, { kind: 'number', value: 12 });
    expect(number.press(state, { name: 'n', ctrl: false, text: 'n' }, asked)).toBeNull();
  });
});
