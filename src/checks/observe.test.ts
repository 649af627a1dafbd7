import { describe, expect, it } from 'vitest';
import { WorkFault } from '../errors.ts';
import { observe } from './observe.ts';

const { signal } = new AbortController();
const fault = () => new WorkFault('the status is 500.');
const seeing = (...seen: (WorkFault | null)[]) => {
  let at = 0;
  return async () => seen[Math.min(at++, seen.length - 1)] ?? null;
};

describe('observe', () => {
  it('looks once where nothing is said about time', async () => {
    await expect(observe('x', {}, signal, seeing(fault(), null))).rejects.toThrow('the status is 500.');
    await expect(observe('x', {}, signal, seeing(null))).resolves.toBeUndefined();
  });

  it('looks until it holds', async () => {
    await expect(
      observe('x', { eventually: '2s' }, signal, seeing(fault(), fault(), null)),
    ).resolves.toBeUndefined();
  });

  it('says what it saw last, for how long and how often', async () => {
    await expect(observe('x', { eventually: '300ms' }, signal, seeing(fault()))).rejects.toThrow(
      /the status is 500\. It stayed so for .* \(asked \d+ times\)/,
    );
  });

  it('throws when what must never be is seen, and only then', async () => {
    await expect(
      observe('a second order', { neverFor: '2s' }, signal, seeing(fault(), null)),
    ).rejects.toThrow('a second order: this must never happen');
    await expect(observe('x', { neverFor: '200ms' }, signal, seeing(fault()))).resolves.toBeUndefined();
  });
});
