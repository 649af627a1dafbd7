import { describe, expect, it } from 'vitest';
import { WorkFault } from '../errors.ts';
import { observe, readable } from './observe.ts';

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

describe('readable', () => {
  it('shows as different only what is', () => {
    const pattern = { id: { $type: 'integer' }, item: { $notEmpty: true }, tags: ['a', { $min: 2 }] };
    expect(readable(pattern, { id: 7, item: '', tags: ['a', 1], more: true })).toEqual({
      id: 7,
      item: '<something that is not empty>',
      tags: ['a', '<at least 2>'],
      more: true,
    });
  });
});
