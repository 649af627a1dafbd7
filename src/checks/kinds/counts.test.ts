import { describe, expect, it } from 'vitest';
import { page, pod, said, scopeOf } from '../metrics.testing.ts';
import { kind } from './counts.ts';

type Step = Parameters<typeof kind.run>[0];
const AT = { of: 'user-service', port: 8000 };

/** Two pods, each with a page before and one after the steps within. */
function run(
  before: [string, string],
  after: [string, string],
  step: Pick<Step, 'grows'> & Partial<Step>,
  podsAfter = [pod('1'), pod('2')],
) {
  let done = false;
  const scope = scopeOf(
    {
      pods: async () => (done ? podsAfter : [pod('1'), pod('2')]),
      ask: async (_from, { host }) => page((done ? after : before)[host === '10.0.0.1' ? 0 : 1]),
    },
    () => {
      done = true;
    },
  );
  return said(
    kind.run({ counts: { metric: 'calls_total', ...AT }, steps: [{}], eventually: '0ms', ...step }, scope),
  );
}

describe('counts', () => {
  it('is the sum over all pods and all labels, after less before', async () => {
    expect(
      await run(
        ['calls_total 5\n', 'other 1\n'],
        ['calls_total 8\n', 'calls_total{code="200"} 10\ncalls_total{code="404"} 7\n'],
        { grows: 20 },
      ),
    ).toBeNull();
  });

  it('says by how much each pod grew', async () => {
    expect(
      await run(['calls_total 5\n', 'calls_total 0\n'], ['calls_total 8\n', 'calls_total 1\n'], {
        grows: 20,
      }),
    ).toBe('calls_total grew by 4, expected 20. By pod: 1: 3, 2: 1.');
  });

  it('says that a counter fell, even where the sum is right', async () => {
    expect(
      await run(['calls_total 5\n', 'calls_total 0\n'], ['calls_total 4\n', 'calls_total 3\n'], { grows: 2 }),
    ).toContain('calls_total went down from 5 to 4 at 1.');
  });

  it('is not right by luck: two processes behind one port, each with a count of its own', async () => {
    let asked = 0;
    const scope = scopeOf({
      pods: async () => [pod('1')],
      ask: async () => page(`calls_total ${[0, 20, 3][Math.min(asked++, 2)]}\n`),
    });
    const step = { counts: { metric: 'calls_total', ...AT }, grows: 20, steps: [{}], eventually: '0ms' };
    expect(await said(kind.run(step, scope))).toContain('calls_total grew by 3, expected 20.');
  });

  it('says that the metric is not there, even where nothing should be added', async () => {
    expect(await run(['a 1\n', 'a 1\n'], ['a 1\n', 'a 1\n'], { grows: 0 })).toContain(
      'No pod of user-service shows calls_total. There is: a.',
    );
  });

  it('says that a pod is gone', async () => {
    const pages: [string, string] = ['calls_total 5\n', 'calls_total 5\n'];
    expect(await run(pages, pages, { grows: 0 }, [pod('1')])).toContain('2 was there before the requests');
  });

  it('may be of all time series: lines with numbers', async () => {
    const counts = { series: 'all' as const, ...AT };
    const before: [string, string] = ['a 1\n', 'a 1\n'];
    const after: [string, string] = ['a 1\nb{id="1"} 1\n', 'a 1\nb{id="2"} 1\nb{id="3"} 1\n'];
    expect(await run(before, after, { counts, grows: { $max: 3 } })).toBeNull();
    expect(await run(before, after, { counts, grows: { $max: 2 } })).toBe(
      'the number of time series grew by 3, expected at most 2. By pod: 1: 1, 2: 2.',
    );
  });

  describe('in Prometheus', () => {
    const inPrometheus = (after: number, targets: object[] = []) => {
      let done = false;
      const queries: string[] = [];
      const scope = scopeOf(
        {
          prometheusApi: async () => ({ activeTargets: targets }),
          prometheus: async query => {
            queries.push(query);
            if (query === 'vector(time())') return [{ labels: {}, value: 1000.5 }];
            if (query.startsWith('min(')) return [{ labels: {}, value: 1001 }];
            return [{ labels: { instance: 'a:8000' }, value: done ? after : 5 }];
          },
        },
        () => {
          done = true;
        },
      );
      const step = { counts: { metric: 'calls_total', in: 'prometheus' as const }, grows: 20, steps: [{}] };
      return { outcome: said(kind.run({ ...step, eventually: '0ms' }, scope)), queries };
    };

    it('waits until every pod was asked anew, before and after', async () => {
      const { outcome, queries } = inPrometheus(25);
      expect(await outcome).toBeNull();
      const once = [
        'vector(time())',
        'min(timestamp(up)) > 1000.5 and min(up) == 1',
        'sum by (instance) (calls_total)',
      ];
      expect(queries).toEqual([...once, ...once]);
    });

    it('says what grew by what', async () => {
      expect(await inPrometheus(45).outcome).toBe(
        'In Prometheus, the sum of calls_total grew by 40, expected 20. By address: a:8000: 40.',
      );
    });
  });
});
