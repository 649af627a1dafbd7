import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpSilence } from '../../runtimes/runtime.ts';
import { answered, endpoint, said, scopeOf, silent } from '../cluster.testing.ts';
import { kindOf } from '../registry.ts';
import { kind } from './endpoints.ts';

const BOTH = [endpoint('a', '10.0.0.1'), endpoint('b', '10.0.0.2')];
const each = { get: '/users', expect: { status: 200, json: { $sameItems: '${users}' } } };
const values = { users: [1, 2] };

function holds(
  step: object,
  there = BOTH,
  answers: Record<string, HttpAnswer | HttpSilence> = {},
): Promise<string | null> {
  const ask = async (_: unknown, { host }: { host: string }) => answers[host] ?? answered(200, '[2, 1]');
  const scope = scopeOf({ endpoints: async () => there, ask }, { values });
  return said(kind.run({ endpoints: 'user-service', ready: 2, ...step }, scope));
}

describe('endpoints', () => {
  it('is the kind of a step that has "each" too', () => {
    expect(kindOf({ endpoints: 'user-service', ready: 2, each })).toBe(kind);
  });

  it('counts the addresses that are ready, and names all', async () => {
    expect(await holds({})).toBeNull();
    expect(await holds({}, [endpoint('a', '10.0.0.1'), endpoint('b', '10.0.0.2', false)])).toBe(
      'Service user-service has 1 ready address, expected 2. There is 10.0.0.1:5000 (pod a, ready), 10.0.0.2:5000 (pod b, not ready). Requests go to ready addresses alone.',
    );
    expect(await holds({}, [])).toMatch(/has 0 ready addresses, expected 2\. There is none\./);
  });

  it('asks each address itself', async () => {
    expect(await holds({ each })).toBeNull();
    expect(await holds({ each }, BOTH, { '10.0.0.2': answered(200, '[3]') })).toMatch(
      /^GET \/users at pod b itself \(10\.0\.0\.2:5000\): it is \[3\], expected the items \[1,2\] in any order\.$/,
    );
    expect(await holds({ each }, BOTH, { '10.0.0.1': silent('refused') })).toMatch(
      /^GET \/users at pod a itself \(10\.0\.0\.1:5000\): no answer \(refused\)\..*all the same\.$/,
    );
  });
});
