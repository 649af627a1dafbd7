import { describe, expect, it } from 'vitest';
import { fraction, fractionOf, meanOf, numberOf, ONE, percentOf, sum } from './fraction.ts';

describe('a number', () => {
  it.each([
    [0, 0n, 1n],
    [1, 1n, 1n],
    [0.1, 1n, 10n],
    [2 / 3, 2n, 3n],
    [5 / 6, 5n, 6n],
    [12.5, 25n, 2n],
    [0.335, 67n, 200n],
    [123_457 / 999_983, 123_457n, 999_983n],
  ])('%d is the fraction that it was meant as', (value, over, under) => {
    expect(fractionOf(value)).toEqual({ over, under });
  });

  it.each([Math.PI, 0.1 + 0.2, Number.EPSILON, 1e-200, 1e21])('%d loses nothing', value => {
    expect(numberOf(fractionOf(value))).toBe(value);
  });
});

describe('fractions', () => {
  it('are added without loss', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(numberOf(sum([fractionOf(0.1), fractionOf(0.2)]))).toBe(0.3);
  });

  it('have a mean by their weights', () => {
    const half = { share: fraction(1, 2), weight: fractionOf(1.5) };
    expect(meanOf([half, { share: ONE, weight: fractionOf(0.5) }])).toEqual(fraction(5, 8));
  });
});

describe('percent', () => {
  // In doubles 0.6845 * 100 is 68.45 and a bit less, and 1.0005 * 1000 rounds down.
  it.each([
    [137, 200, 68.5],
    [1369, 2000, 68.5],
    [13_689_999, 20_000_000, 68.4],
    [1, 3, 33.3],
    [2, 3, 66.7],
    [1, 2000, 0.1],
    [1999, 4_000_000, 0],
    [1, 1, 100],
    [1999, 2000, 100],
  ])('of %d/%d have one decimal, half rounded up', (over, under, percent) => {
    expect(percentOf(fraction(over, under))).toBe(percent);
  });
});
