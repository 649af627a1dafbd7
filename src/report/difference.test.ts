import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';

const text = (expected: unknown, actual: unknown) =>
  difference(expected, actual).map(({ sign, text }) => `${sign} ${text}`);

describe('difference', () => {
  it('is empty where there is nothing to compare', () => {
    expect(text(null, null)).toEqual([]);
  });

  it('shows plain values one above the other', () => {
    expect(text('404', '200')).toEqual(['- 404', '+ 200']);
    expect(text('an answer', null)).toEqual(['- an answer', '+ null']);
  });

  it('compares JSON whatever the order of its keys, and leaves out what nobody asked for', () => {
    expect(text({ id: 7, name: 'Ada' }, { name: 'Bob', created: 'today', id: 7 })).toEqual([
      '  {',
      '    "id": 7,',
      '-   "name": "Ada"',
      '+   "name": "Bob"',
      '  }',
    ]);
  });

  it('shows a missing key and a further item', () => {
    expect(text([{ id: 1, name: 'Ada' }], [{ id: 1 }, { id: 2 }])).toContain('-     "name": "Ada"');
    expect(text([], [{ id: 2 }])).toContain('+     "id": 2');
  });

  it('shortens what is long', () => {
    const many = Array.from({ length: 200 }, (_, n) => n);
    expect(text(many, [...many.slice(0, 100), 'x', ...many.slice(101)]).length).toBeLessThan(12);
    expect(text([], many).at(-1)).toMatch(/more lines/);
  });
});
