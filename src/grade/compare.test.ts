import { describe, expect, it } from 'vitest';
import type { ExamResult } from '../report/grades/model.ts';
import { differencesOf, otherWork } from './compare.ts';
import { check, exercise, question, result, section } from './results.fixture.ts';

const graded = (share: number, status: 'passed' | 'failed' = 'passed', more: Partial<ExamResult> = {}) =>
  result('ada', 80, {
    sections: [
      section('theory', { questions: [question('a', share)] }),
      section('practice', {
        exercises: [exercise('first', [check('starts', 'passed'), check('b', status)])],
      }),
    ],
    ...more,
  });

describe('a report that is held against a second grading', () => {
  it('has nothing to say where both are the same', () => {
    expect(differencesOf(graded(1), graded(1))).toEqual([]);
    expect(otherWork(graded(1), graded(0))).toEqual([]);
  });

  it('is told from one of other work by its digests', () => {
    const found = { digests: { exam: 'e0', checks: 'c1', submission: 's-grace' } };
    expect(otherWork(graded(1), found)).toEqual([
      "the exercises' checks or the questions were changed: digest c0 in the report, c1 here",
      'the submission is another one, or was changed: digest s-ada in the report, s-grace here',
    ]);
  });

  it('differs by questions, checks and the mark', () => {
    expect(differencesOf(graded(1, 'passed', { mark: 100 }), graded(0.5, 'failed'))).toEqual([
      'a: the report says right, this grading found partly',
      'share of a: the report says 1, this grading found 0.5',
      'first/b: the report says passed, this grading found failed',
      'points of first/b: the report says 1, this grading found 0',
      'share of first: the report says 1, this grading found 0.5',
      'mark: the report says 100, this grading found 80',
    ]);
  });

  it('differs by what is on one side alone', () => {
    const more = graded(1);
    const checks = exercise('first', [check('starts', 'passed')]);
    const fewer = result('ada', 80, {
      sections: [section('theory', { questions: [] }), section('practice', { exercises: [checks] })],
    });
    expect(differencesOf(more, fewer)).toEqual([
      'a: the report says that it was asked, this grading found nothing',
      'first/b: the report says that it was asked, this grading found nothing',
    ]);
    expect(differencesOf(fewer, more)[0]).toBe(
      'a: the report says nothing, this grading found that it was asked',
    );
  });
});
