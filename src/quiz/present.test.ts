import { describe, expect, it } from 'vitest';
import { one } from './items.fixture.ts';
import { present } from './present.ts';

const seeds = Array.from({ length: 200 }, (_, n) => `seed ${n}`);

describe('present', () => {
  it('shows the same question for the same seed, and other orders for others', () => {
    expect(present(one.choice, 'a')).toEqual(present(one.choice, 'a'));
    const orders = new Set(seeds.map(seed => present(one.choice, seed).options.join()));
    expect(orders.size).toBe(24);
  });

  it('puts the right choice at each place about as often', () => {
    const places = seeds.map(seed => present(one.choice, seed).options.indexOf('yes'));
    for (const place of [0, 1, 2, 3]) {
      const count = places.filter(one => one === place).length;
      expect(count).toBeGreaterThan(25);
      expect(count).toBeLessThan(80);
    }
  });

  it('never shows steps in their right order', () => {
    const three = { ...one.order, steps: ['one', 'two', 'three'] };
    for (const seed of seeds) {
      const { options } = present(three, seed);
      expect(options).not.toEqual(three.steps);
      expect([...options].sort()).toEqual([...three.steps].sort());
    }
  });

  it('shows the lines of a listing as they are, without an empty one at its end', () => {
    const asked = present(one.fault, 'a');
    expect(asked.options).toEqual(['def f():', '', '    a = 1', '    return b']);
    expect(asked.code).toEqual({ language: 'python', text: asked.options.join('\n') });
  });

  it('gives nothing away', () => {
    for (const item of [one.number, one.text, one.card]) expect(present(item, 'a').options).toEqual([]);
    const all = JSON.stringify(Object.values(one).map(item => present(item, 'a')));
    for (const secret of ['Because.', 'right', 'why', 'Circuit', '21.6', '43.2', 'That.', 'A book'])
      expect(all).not.toContain(secret);
    expect(present(one.match, 'a').lefts).toEqual(['cup', 'knife', 'salt']);
    expect(present(one.number, 'a').unit).toBe('minutes');
  });
});
