import { describe, expect, it } from 'vitest';
import type { Report } from '../../../report/model.ts';
import { richReport } from '../../../report/report.fixture.ts';
import { chooseHint, parseHints } from './hints.ts';
import { nextSteps } from './next-steps.ts';
import { shortPath } from './paths.ts';
import { tryLines } from './try-lines.ts';

describe('hints', () => {
  const hints = parseHints('# Hints\n\n## 1. Where\r\n- a\n\n### more\n\n## 2. What\nb\n');

  it('are read by their headings', () => {
    expect(hints).toEqual([
      { tier: 1, title: 'Where', text: '- a\n\n### more' },
      { tier: 2, title: 'What', text: 'b' },
    ]);
  });

  it('come one after the other, the last again and again', () => {
    expect(chooseHint(hints, [])?.tier).toBe(1);
    expect(chooseHint(hints, [1])?.tier).toBe(2);
    expect(chooseHint(hints, [2])?.tier).toBe(1);
    expect(chooseHint(hints, [1, 2])?.tier).toBe(2);
    expect(chooseHint(hints, [1, 2], 1)?.tier).toBe(1);
    expect(chooseHint(hints, [], 3)).toBeUndefined();
  });
});

describe('what to do next', () => {
  const own = { solution: false, whole: true, dir: undefined, next: 'saga' };
  const commands = (report: Partial<Report>, situation = own) =>
    nextSteps({ ...richReport, ...report }, situation).map(({ command }) => command);
  const [passed, failed, , , elsewhere] = richReport.checks;
  const of = (...checks: (typeof passed)[]) => checks.flatMap(check => check ?? []);

  it.each([
    [
      'a core check failed',
      {},
      own,
      [
        'microlab exercise run two-services --check name-comes-from-the-neighbour --seed k3f9',
        'microlab exercise hint two-services',
      ],
    ],
    [
      'a folder with a blank',
      {},
      { ...own, dir: 'my work' },
      [
        "microlab exercise run two-services --dir 'my work' --check name-comes-from-the-neighbour --seed k3f9",
        'microlab exercise hint two-services',
      ],
    ],
    ['all passed', { verdict: 'passed', checks: of(passed) }, own, ['microlab exercise start saga']],
    [
      'only stretch failed',
      { verdict: 'passed', checks: of(passed, failed) },
      own,
      [undefined, 'microlab exercise start saga'],
    ],
    [
      'one was skipped here',
      { verdict: 'partial', checks: of(passed, elsewhere) },
      own,
      ['microlab exercise run two-services --runtime docker', 'microlab exercise start saga'],
    ],
    [
      'a selection passed',
      { verdict: 'passed', checks: of(passed) },
      { ...own, whole: false },
      ['microlab exercise run two-services'],
    ],
    [
      'the last one passed',
      { verdict: 'passed', checks: of(passed) },
      { ...own, next: undefined },
      [undefined],
    ],
    [
      'undecided',
      { verdict: 'inconclusive' },
      own,
      ['microlab exercise run two-services', 'microlab doctor'],
    ],
    ['the solution failed', {}, { ...own, solution: true }, [undefined, 'microlab doctor']],
    [
      'the solution passed',
      { verdict: 'passed', checks: of(passed) },
      { ...own, solution: true },
      ['microlab exercise start two-services'],
    ],
  ] as const)('%s', (_, report, situation, expected) => {
    expect(commands(report as unknown as Partial<Report>, situation as typeof own)).toEqual(expected);
  });
});

describe('lines to try', () => {
  const check = (steps: Record<string, unknown>[]) => ({ tier: 'core', steps }) as never;
  const addresses = { web: 'http://127.0.0.1:4000/' };

  it('are the requests of the checks, with values in place of drawn ones', () => {
    const json = { id: '${user.id}', name: "${user.name}'s", note: 'x' };
    const good = { expect: { status: 200 } };
    const steps = [
      { starts: ['web'] },
      { get: 'web/users', ...good },
      { get: 'web/users', ...good },
      { repeat: 3, steps: [{ post: 'web/users', json, expect: { status: 201 } }] },
      { post: 'web/users', json: 'broken', expect: { status: 400 } },
      { get: 'web/users/${user.id}', ...good },
      { get: 'web/none', expect: { status: 404 } },
      { get: 'other/x', ...good },
    ];
    expect(tryLines({ checks: [check(steps)] }, addresses)).toEqual([
      'curl -i http://127.0.0.1:4000/users',
      `curl -i http://127.0.0.1:4000/users -H 'content-type: application/json' -d '{"id":7,"name":"Ada'\\''s","note":"x"}'`,
      'curl -i http://127.0.0.1:4000/users/7',
    ]);
  });
});

it('a path is short where it lies below', () => {
  expect(shortPath('/a/b/c', '/a/b')).toBe('./c');
  expect(shortPath('/a/b', '/a/b')).toBe('.');
  expect(shortPath('/x', '/a/b')).toBe('/x');
});
