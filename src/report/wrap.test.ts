import { describe, expect, it } from 'vitest';
import { hanging, wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks between words and keeps line ends and indentation', () => {
    expect(wrap('one two three four\n  five six seven', 12)).toEqual([
      'one two',
      'three four',
      '  five six',
      '  seven',
    ]);
  });

  it('cuts what has no blank', () => {
    expect(wrap('a'.repeat(25), 10)).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });

  it('hangs text below its heading', () => {
    expect(hanging('note: ', 'one two three four', 16)).toEqual(['note: one two', '      three four']);
  });
});
