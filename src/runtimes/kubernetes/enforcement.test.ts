import { describe, expect, it } from 'vitest';
import { MissingError } from '../../errors.ts';
import { type Door, type Enforcement, tryPolicy } from './enforcement.ts';
import { Isolation } from './isolation.ts';

const doors = { forbidden: { host: '10.0.0.3', port: 9153 }, allowed: { host: '10.0.0.3', port: 53 } };

/** A network in which a connection is made or not. */
async function tried(isOpen: (door: Door, shut: boolean) => boolean, stopped = false) {
  let shut = false;
  let asked = 0;
  const stop = new AbortController();
  const found = tryPolicy({
    doors,
    connect: async door => {
      // The deadlines are real: what would never come is ended after a few tries.
      if (stopped && ++asked > 6) stop.abort(new Error('seen enough'));
      return { open: isOpen(door, shut) };
    },
    close: async () => {
      shut = true;
    },
    signal: stop.signal,
  });
  return { found: await found.catch((thrown: Error) => thrown), shut };
}

describe('whether a policy is enforced', () => {
  it('is told by a connection that could be made before, and cannot be made any more', async () => {
    const { found, shut } = await tried(({ port }, shut) => port === 53 || !shut);
    expect(found).toEqual({ kind: 'enforced', seen: '10.0.0.3:9153 can be reached no more' });
    expect(shut).toBe(true);
  });

  it('is not told by one that was lost, nor by a network that is dead', async () => {
    let lost = 0;
    const once = await tried(({ port }, shut) => port === 53 || !shut || ++lost > 2, true);
    expect(once.found).toBeInstanceOf(Error);
    const dead = await tried((_, shut) => !shut, true);
    expect(dead.found).toBeInstanceOf(Error);
  });
});

describe('the work of others', () => {
  const judged = (found: Enforcement | null, accept: boolean) => {
    const isolation = new Isolation('dev', accept);
    if (found) isolation.learn(found);
    const notes: string[] = [];
    try {
      isolation.insist(note => notes.push(note));
    } catch (thrown) {
      return { thrown, untried: isolation.untried, notes };
    }
    return { thrown: null, untried: isolation.untried, notes };
  };
  const open = { kind: 'open', seen: '10.0.0.3:9153 can be reached although the policy forbids it' } as const;

  it('runs where the policy is enforced', () => {
    const found = { kind: 'enforced', seen: 'x' } as const;
    expect(judged(found, false)).toEqual({ thrown: null, untried: false, notes: [] });
  });

  it.each([
    [
      'is open',
      open,
      /does not enforce NetworkPolicy: 10\.0\.0\.3:9153 can be reached.*--accept-open-network/,
    ],
    [
      'is not known',
      { kind: 'unknown', seen: 'nothing answered' } as const,
      /could not be found out.*--accept-open-network/,
    ],
    ['was not tried', null, /could not be found out.*--accept-open-network/],
  ])('is refused by name of the flag where the network %s', (_, found, says) => {
    const { thrown } = judged(found, false);
    expect(thrown).toBeInstanceOf(MissingError);
    expect((thrown as Error).message).toMatch(says);
  });

  it('runs with a note where that was accepted', () => {
    const { thrown, notes } = judged(open, true);
    expect(thrown).toBeNull();
    expect(notes).toEqual([
      expect.stringMatching(/does not enforce NetworkPolicy.*--accept-open-network was given/),
    ]);
  });
});
