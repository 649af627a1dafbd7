import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpAnswer } from '../../runtimes/runtime.ts';
import { answered, said, scopeOf, silent } from '../cluster.testing.ts';
import { kindOf } from '../registry.ts';
import { kind } from './rolling-restart.ts';

const step = { rollingRestart: 'user-service', get: '/users', within: '90s' };

afterEach(() => void vi.restoreAllMocks());

describe('rollingRestart', () => {
  it('is the kind of a step that has "get" too', () => {
    expect(kindOf(step)).toBe(kind);
  });

  it('asks before, and after', async () => {
    let asked = 0;
    const request = async () => {
      asked++;
      return answered(200);
    };
    let before = 0;
    const restart = async () => {
      before = asked;
    };
    expect(await said(kind.run(step, scopeOf({ restart }, { request })))).toBeNull();
    expect(before).toBeGreaterThan(0);
    expect(asked).toBeGreaterThan(before);
  });

  it('says how many of how many failed, and with what', async () => {
    let n = 0;
    const failing = [silent('refused'), answered(503), silent('refused')];
    const request = async () =>
      n++ >= 45 && failing.length > 0 ? (failing.pop() as HttpAnswer) : answered(200);
    const outcome = said(kind.run(step, scopeOf({ restart: async () => {} }, { request })));
    expect(await outcome).toMatch(
      /^3 of \d+ requests to user-service failed while its pods were replaced one after another \(refused: 2, status 503: 1; the first after .*\), expected none\. Every update would cost callers their answers\.$/,
    );
  });

  it('says for how long nobody was there', async () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    let n = 0;
    const request = async () => {
      if (n++ < 45 || n > 49) return answered(200);
      now += 3000;
      return silent('refused');
    };
    const outcome = said(kind.run(step, scopeOf({ restart: async () => {} }, { request })));
    expect(await outcome).toContain(
      'expected none. For 12.0 s not one succeeded, as if all pods were away at the same time. Every update',
    );
  });

  it('counts from when all is well', async () => {
    const first = [answered(503), answered(503)];
    const request = async () => first.pop() ?? answered(200);
    expect(await said(kind.run(step, scopeOf({ restart: async () => {} }, { request })))).toBeNull();
  });

  it('is about time where nothing but time ran out', async () => {
    let n = 0;
    const request = async () => (n++ === 45 ? silent('timeout') : answered(200));
    const outcome = kind.run(step, scopeOf({ restart: async () => {} }, { request }));
    await expect(outcome).rejects.toMatchObject({ name: 'WorkFault', byTime: true });
  });

  it('ends its callers where the restart itself fails', async () => {
    const restart = async () => {
      throw new Error('no rollout');
    };
    let asked = 0;
    const request = async () => {
      asked++;
      return answered(200);
    };
    await expect(kind.run(step, scopeOf({ restart }, { request }))).rejects.toThrow('no rollout');
    const then = asked;
    await new Promise(resolve => setImmediate(resolve));
    expect(asked).toBe(then);
  });
});
