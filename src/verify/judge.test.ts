import { describe, expect, it } from 'vitest';
import type { Subject } from '../content/subjects.ts';
import type { CheckStatus, Report } from '../report/model.ts';
import { judge, unkilled } from './judge.ts';
import { check, exercise, starts } from './verify.testing.ts';

const report = (statuses: Record<string, CheckStatus>, stretch: string[] = []): Report =>
  ({
    checks: Object.entries(statuses).map(([id, status]) => ({
      id,
      status,
      tier: stretch.includes(id) ? 'stretch' : 'core',
      message: `${id} said so`,
    })),
  }) as unknown as Report;

const mutant = (caughtBy: string, follows: string[] = []): Subject => ({
  kind: 'mutant',
  name: 'm',
  dir: '',
  mutant: { wrong: 'w', caughtBy, follows, removes: [], name: 'm', dir: '' },
});
const ok = (
  subject: Subject,
  statuses: Record<string, CheckStatus>,
  stretch: string[] = [],
  twin: string | null = null,
) => judge('echo', subject, report(statuses, stretch), twin).ok;

describe('judge', () => {
  it('wants a starter that starts and then fails', () => {
    const starter: Subject = { kind: 'starter', name: 'template', dir: '' };
    expect(ok(starter, { starts: 'passed', a: 'failed' })).toBe(true);
    expect(ok(starter, { starts: 'failed', a: 'skipped' })).toBe(false);
    expect(ok(starter, { starts: 'passed', a: 'passed' })).toBe(false);
  });

  it('wants a solution that passes everything, and an alternative that passes core', () => {
    expect(ok({ kind: 'solution', name: 's', dir: '' }, { a: 'passed', b: 'failed' }, ['b'])).toBe(false);
    expect(ok({ kind: 'alternative', name: 's', dir: '' }, { a: 'passed', b: 'failed' }, ['b'])).toBe(true);
    expect(ok({ kind: 'alternative', name: 's', dir: '' }, { a: 'failed' })).toBe(false);
  });

  it('wants a mutant to fail the check that it names, and none that does not follow', () => {
    expect(ok(mutant('a'), { a: 'failed', b: 'passed' })).toBe(true);
    expect(ok(mutant('a'), { a: 'passed', b: 'passed' })).toBe(false);
    expect(ok(mutant('a'), { a: 'passed', b: 'failed' })).toBe(false);
    expect(ok(mutant('a'), { a: 'failed', b: 'failed' })).toBe(false);
    expect(ok(mutant('a', ['b']), { a: 'failed', b: 'failed' })).toBe(true);
    expect(ok(mutant('a'), { a: 'failed' }, [], 'other')).toBe(false);
  });

  it('wants the message to give the reason', () => {
    const saying = (says: string): Subject =>
      ({
        ...mutant('a'),
        mutant: { wrong: 'w', caughtBy: 'a', follows: [], removes: [], name: 'm', dir: '', says },
      }) as Subject;
    expect(ok(saying('said so'), { a: 'failed' })).toBe(true);
    expect(ok(saying('the reason'), { a: 'failed' })).toBe(false);
  });

  it('takes nothing that was not found out for an answer', () => {
    expect(ok(mutant('a'), { a: 'failed', b: 'error' })).toBe(false);
    expect(ok({ kind: 'solution', name: 's', dir: '' }, { a: 'error' })).toBe(false);
  });

  it('finds checks that catch no mutant', () => {
    const rows = [judge('echo', mutant('a'), report({ a: 'failed' }), null)];
    expect(unkilled(exercise([starts, check('a', [])]), rows).map(({ name }) => name)).toEqual(['starts']);
  });
});
