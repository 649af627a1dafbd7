import { describe, expect, it } from 'vitest';
import { commandsOf, wordsOf } from './shell.ts';

describe('commandsOf', () => {
  it.each([
    ['one two', [['one', 'two']]],
    ['a && b; c || d | e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    [`pip install "flask>=2" 'a b' c\\ d`, [['pip', 'install', 'flask>=2', 'a b', 'c d']]],
    ['echo "say \\"hi\\" && go"', [['echo', 'say "hi" && go']]],
    [`FLAG="x y"z ''`, [['FLAG=x yz', '']]],
    ['  ', []],
    [
      'set -e\npip install x',
      [
        ['set', '-e'],
        ['pip', 'install', 'x'],
      ],
    ],
  ])('%s', (script, commands) => {
    expect(commandsOf(script)).toEqual(commands);
  });
});

it('wordsOf takes a text for one command', () => {
  expect(wordsOf('gunicorn --bind 0.0.0.0:5000 "app:create()"')).toEqual([
    'gunicorn',
    '--bind',
    '0.0.0.0:5000',
    'app:create()',
  ]);
});
