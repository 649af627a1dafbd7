import { describe, expect, it } from 'vitest';
import { inWords, mismatches } from './match.ts';

const fits = (pattern: unknown, actual: unknown) => mismatches(pattern, actual).length === 0;

describe('mismatches', () => {
  it.each([
    ['a plain value is equal', 'x', 'x', 'y'],
    ['a number is not its text', 1, 1, '1'],
    ['a mapping asks for its keys and allows more', { a: 1 }, { a: 1, b: 2 }, { b: 2 }],
    ['a list asks for exactly its items', [1, 2], [1, 2], [2, 1]],
    ['an empty list is an empty list', [], [], [1]],
    ['$type integer', { $type: 'integer' }, 3, 3.5],
    ['$type array', { $type: 'array' }, [], {}],
    ['$type null', { $type: 'null' }, null, 0],
    ['$equals allows no further keys', { $equals: { a: 1 } }, { a: 1 }, { a: 1, b: 2 }],
    ['$oneOf', { $oneOf: [1, 2] }, 2, 3],
    ['$not', { $not: 'x' }, 'y', 'x'],
    ['$matches', { $matches: '^a+$' }, 'aa', 'ab'],
    ['$contains ignores case', { $contains: 'JSON' }, 'application/json', 'text/html'],
    ['$notEmpty text', { $notEmpty: true }, 'a', '  '],
    ['$notEmpty list', { $notEmpty: true }, [1], []],
    ['$min and $max together', { $min: 1, $max: 3 }, 2, 4],
    ['$length', { $length: { $min: 2 } }, [1, 2], [1]],
    ['$each', { $each: { id: { $type: 'integer' } } }, [{ id: 1 }], [{ id: '1' }]],
    ['$has', { $has: { id: 2 } }, [{ id: 1 }, { id: 2 }], [{ id: 1 }]],
    [
      '$hasEach',
      { $hasEach: [{ id: 2 }, { id: 1 }] },
      [{ id: 1 }, { id: 2 }, { id: 3 }],
      [{ id: 1 }, { id: 3 }],
    ],
    ['$hasOne', { $hasOne: { id: 1 } }, [{ id: 1 }], [{ id: 1 }, { id: 1 }]],
    ['$hasNone', { $hasNone: { id: 1 } }, [], [{ id: 1 }]],
    ['$unique by a key', { $unique: 'id' }, [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 1 }]],
    ['$unique by itself', { $unique: true }, [1, 2], [1, 1]],
    ['$sameItems', { $sameItems: [1, 2] }, [2, 1], [1, 1]],
  ])('%s', (_, pattern, right, wrong) => {
    expect(fits(pattern, right)).toBe(true);
    expect(fits(pattern, wrong)).toBe(false);
  });

  it('does not take a missing list for an empty one', () => {
    for (const operator of ['$each', '$has', '$hasOne', '$unique'])
      expect(fits({ [operator]: true }, undefined)).toBe(false);
    expect(fits({ $hasNone: 1 }, undefined)).toBe(false);
    expect(fits({ $length: 0 }, undefined)).toBe(false);
  });

  it('says where, what was expected and what was there', () => {
    expect(
      mismatches({ orders: { $each: { item: 'Pen' } } }, { orders: [{ item: 'Pen' }, { item: 'Ink' }] }),
    ).toEqual([{ path: '$.orders[1].item', expected: '"Pen"', actual: '"Ink"' }]);
  });
});

it('says what a list should have been, without operators', () => {
  expect(mismatches([{ id: { $not: null } }], [])).toEqual([
    { path: '$', expected: '1 item: [{"id":"<anything but null>"}]', actual: '0 items: []' },
  ]);
});

describe('inWords', () => {
  it('turns operators into words', () => {
    expect(inWords({ $type: 'integer' })).toBe('an integer');
    expect(inWords({ $length: { $min: 2 } })).toBe('at least 2 items');
    expect(inWords({ $min: 1, $max: 3 })).toBe('at least 1 and at most 3');
    expect(inWords({ $hasOne: { id: 1 } })).toBe('exactly one item like {"id":1}');
  });
});
