/** An exact number, not negative: shares and weights are multiplied and added without any loss. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Fraction = { over: 0n, under: 1n };
export const ONE: Fraction = { over: 1n, under: 1n };

/** In its lowest terms. */
export function fraction(over: bigint | number, under: bigint | number): Fraction {
  const [a, b] = [BigInt(over), BigInt(under)];
  const by = commonDivisor(a, b);
  return { over: a / by, under: b / by };
}

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : commonDivisor(b, a % b));

/**
 * The fraction that a number was meant as: the first of its continued fraction that is the same number. So 0.1 is a
 * tenth, and what came out of dividing 2 by 3 is two thirds.
 * @param value not negative, finite
 */
export function fractionOf(value: number): Fraction {
  let [over, under] = binary(value);
  let before = { over: 0n, under: 1n };
  let now = { over: 1n, under: 0n };
  while (under > 0n) {
    const whole = over / under;
    [before, now] = [now, { over: whole * now.over + before.over, under: whole * now.under + before.under }];
    if (numberOf(now) === value) break;
    [over, under] = [under, over % under];
  }
  return now;
}

/** What a number is to the last bit. */
function binary(value: number): [bigint, bigint] {
  let under = 1n;
  for (; !Number.isInteger(value); value *= 2) under *= 2n;
  return [BigInt(value), under];
}

/** The nearest number that a report can hold. */
export const numberOf = ({ over, under }: Fraction): number => Number(over) / Number(under);

export const times = (a: Fraction, b: Fraction) => fraction(a.over * b.over, a.under * b.under);
const plus = (a: Fraction, b: Fraction) => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
const dividedBy = (a: Fraction, b: Fraction) => fraction(a.over * b.under, a.under * b.over);
export const sum = (all: readonly Fraction[]) => all.reduce(plus, ZERO);

/** The mean of shares, each with its weight. There is at least one, and no weight is zero. */
export function meanOf(shares: readonly { share: Fraction; weight: Fraction }[]): Fraction {
  const reached = sum(shares.map(({ share, weight }) => times(share, weight)));
  return dividedBy(reached, sum(shares.map(({ weight }) => weight)));
}

/** In percent with one decimal; half of a tenth is rounded up. */
export const percentOf = ({ over, under }: Fraction): number =>
  Number((2000n * over + under) / (2n * under)) / 10;
