import { describe, expect, it } from 'vitest';
import { gradebook } from './gradebook.ts';
import { check, exercise, question, result, section } from './results.fixture.ts';

const sections = [
  section('theory', { share: 0.5, questions: [question('a', 0.5)] }),
  section('practice', { share: null, exercises: [exercise('first', [check('a', 'passed')])] }),
];

describe('the gradebook', () => {
  it('has a line for each submission, and ends each as RFC 4180 says', () => {
    const submission = { id: 'ada', submittedAt: '2026-05-04T16:30:00.000Z', late: true };
    const correction = {
      submission: 'ada',
      item: 'a',
      share: 1,
      was: 0.5,
      reason: 'two ways to read it',
      by: 'B',
    };
    expect(
      gradebook({
        results: [
          result('grace', null, { sections }),
          result('ada', 72.5, { submission, sections, corrections: [correction] }),
        ],
      }),
    ).toBe(
      [
        'submission,verdict,mark,submitted,late,corrected,theory,practice,first,seed,notes',
        'grace,inconclusive,,,no,,50.0,,100.0,s,',
        'ada,passed,72.5,2026-05-04T16:30:00.000Z,yes,a: two ways to read it (B),50.0,,100.0,s,',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a, b', '"a, b"'],
    ['a\nb', '"a\nb"'],
    ['say "a"', '"say ""a"""'],
  ])('writes %j as text and nothing else', (note, cell) => {
    const [, line] = gradebook({ results: [result('ada', 50, { notes: [note] })] }).split('\r\n');
    expect(line).toBe(`ada,passed,50.0,,no,,s,${cell}`);
  });
});
