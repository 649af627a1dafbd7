import { describe, expect, it } from 'vitest';
import { WorkFault } from '../../errors.ts';
import { pod, said, scopeOf } from '../metrics.testing.ts';
import type { AlertRule, Target } from '../prometheus.ts';
import { kind as alertRules } from './alert-rules.ts';
import { kind as prometheus } from './prometheus.ts';
import { kind as targets } from './targets.ts';

describe('prometheus', () => {
  const run = (values: number[], step: object) =>
    said(
      prometheus.run(
        { prometheus: 'up', ...step },
        scopeOf({
          prometheus: async () => values.map((value, at) => ({ labels: { pod: `p${at}` }, value })),
        }),
      ),
    );

  it('holds by the sum of the series, or by the series', async () => {
    expect(await run([1, 1], { value: 2 })).toBeNull();
    expect(await run([], { value: 0 })).toBeNull();
    expect(await run([1, 1], { series: { $length: 2, $each: { value: 1 } } })).toBeNull();
  });

  it('says what the query gave', async () => {
    expect(await run([1, 0], { value: 2 })).toBe(
      'The query up gives 1 in all, from [{"pod":"p0","value":1},{"pod":"p1","value":0}]. Expected: 2.',
    );
    expect(await run([], { series: { $length: 1 } })).toBe(
      'The query up gives no series. Expected: exactly 1 items.',
    );
  });
});

describe('targets', () => {
  const target = (name: string, more: Partial<Target> = {}): Target => ({
    labels: { pod: name },
    scrapeUrl: `http://10.0.0.${name}:8000/metrics`,
    health: 'up',
    lastError: '',
    ...more,
  });
  const run = (found: Target[], pods = [pod('1'), pod('2')]) =>
    said(
      targets.run(
        { targets: 'user-service', pods: 2 },
        scopeOf({ pods: async () => pods, prometheusApi: async () => ({ activeTargets: found }) }),
      ),
    );

  it('holds where each ready pod is one and is up', async () => {
    expect(await run([target('1'), target('2'), target('other', { health: 'down' })])).toBeNull();
  });

  it('says which pod was not found', async () => {
    expect(await run([target('1')])).toContain('Prometheus has not found the pod 2.');
  });

  it('says where it asks, and what it gets', async () => {
    const down = target('2', {
      health: 'down',
      lastError: 'connection refused',
      scrapeUrl: 'http://10.0.0.2:8001/metrics',
    });
    expect(await run([target('1'), down])).toBe(
      'Prometheus asks the pod 2 at port 8001, path /metrics and gets no metrics: connection refused.',
    );
  });

  it('says how many pods there are', async () => {
    expect(await run([target('1')], [pod('1'), pod('2', { deleting: true })])).toContain(
      'The number of ready pods of user-service is 1, expected 2.',
    );
  });
});

describe('alertRules', () => {
  const rule = (more: Partial<AlertRule> = {}): AlertRule => ({
    name: 'Down',
    query: 'absent(up)',
    duration: 5,
    state: 'inactive',
    health: 'ok',
    lastEvaluation: '',
    ...more,
  });
  const run = (rules: AlertRule[], step: object = {}, fault: WorkFault | null = null) => {
    let asked = 0;
    // Worked out anew each time.
    const now = () => rules.map(one => ({ ...one, lastEvaluation: `${asked}` }));
    const prometheusApi = async () => {
      asked += 1;
      return { groups: [{ rules: now() }] };
    };
    return said(
      alertRules.run(
        { alertRules: 'prometheus/rules.yaml', eventually: '0ms', ...step },
        scopeOf({ rulesFault: async () => fault, prometheusApi }),
      ),
    );
  };

  it('hold where one waits no longer than it may, and is in the state', async () => {
    expect(await run([rule()])).toBeNull();
    expect(await run([rule({ duration: 300 }), rule()], { for: { $max: 10 }, state: 'inactive' })).toBeNull();
    expect(await run([rule(), rule({ state: 'firing' })], { state: 'firing' })).toBeNull();
  });

  it.each<[string, AlertRule[], object, string]>([
    ['none', [], {}, 'Prometheus has no alert rule, expected at least one in prometheus/rules.yaml.'],
    [
      'too patient',
      [rule({ duration: 300 })],
      { for: { $max: 10 } },
      'Down waits for 300 s before it fires (its "for"), expected at most 10.',
    ],
    [
      'broken',
      [rule({ health: 'err', lastError: 'many-to-many' })],
      {},
      'cannot work out the alert Down: many-to-many',
    ],
    [
      'silent',
      [rule({ state: 'pending' })],
      { state: 'firing' },
      'No alert fires: Down is pending (absent(up)).',
    ],
    [
      'loud',
      [rule({ state: 'pending' })],
      { state: 'inactive' },
      'The alert Down is pending (absent(up)) although all is well.',
    ],
  ])('say what is wrong: %s', async (_, rules, step, message) => {
    expect(await run(rules, step)).toContain(message);
  });

  it('are in no state before they were worked out anew', async () => {
    const scope = scopeOf({
      rulesFault: async () => null,
      prometheusApi: async () => ({ groups: [{ rules: [rule({ state: 'firing' })] }] }),
    });
    const step = { alertRules: 'prometheus/rules.yaml', state: 'firing' as const, eventually: '0ms' };
    expect(await said(alertRules.run(step, scope))).toContain('has not yet worked out the alert Down');
  });

  it('fail as promtool says', async () => {
    expect(await run([rule()], {}, new WorkFault('prometheus/rules.yaml:5: bad'))).toContain('rules.yaml:5');
  });
});
