import { describe, expect, it } from 'vitest';
import type { HttpAnswer, HttpSilence } from '../../runtimes/runtime.ts';
import { page, pod, said, scopeOf } from '../metrics.testing.ts';
import { kind } from './exposition.ts';

type Step = Parameters<typeof kind.run>[0];
const COUNTER = '# TYPE calls_total counter\ncalls_total 3\n';
const HISTOGRAM = `# TYPE time_seconds histogram
time_seconds_bucket{le="1"} 1
time_seconds_bucket{le="+Inf"} 1
time_seconds_sum 0.5
time_seconds_count 1
`;

const run = (answer: HttpAnswer | HttpSilence, has?: Step['has'], pods = [pod('1'), pod('2')]) =>
  said(
    kind.run(
      { exposition: 'user-service', port: 8000, ...(has ? { has } : {}) },
      scopeOf({ pods: async () => pods, ask: async () => answer }),
    ),
  );

describe('exposition', () => {
  it('holds for a page in the text format, with what was asked for', async () => {
    expect(await run(page(COUNTER))).toBeNull();
    expect(await run(page(COUNTER, 'text/plain'), { name: 'calls_total', type: 'counter' })).toBeNull();
    expect(await run(page(HISTOGRAM), { name: 'time_seconds', type: 'histogram' })).toBeNull();
    expect(
      await run(page('# TYPE calls_total counter\n'), { name: 'calls_total', type: 'counter' }),
    ).toBeNull();
    const open = page(
      '# TYPE calls counter\ncalls_total 3\n# EOF\n',
      'application/openmetrics-text; version=1.0.0',
    );
    expect(await run(open, { name: 'calls_total', type: 'counter' })).toBeNull();
  });

  it('asks each ready pod at its own address', async () => {
    const asked: unknown[] = [];
    const ask = async (from: string, target: object) => {
      asked.push([from, target]);
      return page(COUNTER);
    };
    const pods = [pod('1'), pod('2', { ready: false }), pod('3', { deleting: true })];
    await kind.run({ exposition: 'user-service', port: 8000 }, scopeOf({ pods: async () => pods, ask }));
    expect(asked).toEqual([['lab', { host: '10.0.0.1', port: 8000 }]]);
  });

  it.each<[string, HttpAnswer | HttpSilence, Step['has'], string]>([
    [
      'HTML',
      page(COUNTER, 'text/html; charset=utf-8'),
      undefined,
      'the content type is "text/html; charset=utf-8"',
    ],
    [
      'no content type',
      { ...page(COUNTER), headers: {} },
      undefined,
      'the content type is nothing, expected text/plain',
    ],
    ['JSON in the body', page('{"calls": 3}'), undefined, 'line 1 is not in Prometheus'],
    ['an error', page('oops', 'text/plain', 500), undefined, 'the status is 500, expected 200'],
    [
      'no listener',
      { answered: false, reason: 'refused', elapsedMs: 1 },
      undefined,
      'nothing listens on port 8000',
    ],
    [
      'another name',
      page(COUNTER),
      { name: 'requests_total' },
      'there is no requests_total. There is: calls_total',
    ],
    [
      'another type',
      page(COUNTER.replace('counter', 'gauge')),
      { name: 'calls_total', type: 'counter' },
      'calls_total is a gauge, expected a counter',
    ],
    [
      'no type',
      page('calls_total 3\n'),
      { name: 'calls_total', type: 'counter' },
      'has no line "# TYPE calls_total',
    ],
    [
      'no buckets',
      page(HISTOGRAM.replace(/.*bucket.*\n/g, '')),
      { name: 'time_seconds', type: 'histogram' },
      'has no time_seconds_bucket',
    ],
    ['other labels', page('a{b="c"} 1\n'), { name: 'a', labels: { b: 'd' } }, 'no a has the labels expected'],
  ])('says what is wrong: %s', async (_, answer, has, message) => {
    expect(await run(answer, has)).toContain(message);
  });

  it('says that there is no pod', async () => {
    expect(await run(page(COUNTER), undefined, [])).toContain('user-service has no ready pod');
  });
});
