import { describe, expect, it } from 'vitest';
import { seeded } from '../platform/random.ts';
import { fill, Source } from './values.ts';

describe('Source', () => {
  const draw = (seed: string, span = 1) =>
    new Source(seeded(seed), span).draw({ user: 'person', people: { list: 'person', count: 300 } });

  it('draws the same for the same seed, and other values for another', () => {
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('never draws an id twice, and keeps the ids of two checks apart', () => {
    const ids = (span: number) => (draw('a', span).people as { id: number }[]).map(({ id }) => id);
    const all = [...ids(1), ...ids(2)];
    expect(new Set(all).size).toBe(600);
    expect(Math.max(...all)).toBeLessThan(2 ** 31);
  });
});

describe('fill', () => {
  const values = { user: { id: 7, name: 'Ada' }, list: [1, 2] };

  it('keeps the type of a value that stands alone', () => {
    expect(fill({ id: '${user.id}', all: '${list}' }, values)).toEqual({ id: 7, all: [1, 2] });
  });

  it('puts values into longer texts and into keys of lists', () => {
    expect(fill(['/users/${user.id}?name=${ user.name }'], values)).toEqual(['/users/7?name=Ada']);
  });

  it('names a reference without a value', () => {
    expect(() => fill('${user.mail}', values)).toThrow('${user.mail}');
  });
});
