import { describe, expect, it } from 'vitest';
import { sheetOf } from './answers.ts';

const REST = 'So every question counts as not answered.';

describe('the text of answers.yaml', () => {
  it('is read with its time', () => {
    expect(
      sheetOf('answers:\n  a-choice: b\n  a-number: 21.6\nsubmitted: 2026-05-04T18:30:00+02:00\n'),
    ).toEqual({
      answers: { 'a-choice': 'b', 'a-number': 21.6 },
      submittedAt: '2026-05-04T16:30:00.000Z',
      notes: [],
    });
  });

  it('may answer nothing', () => {
    expect(sheetOf('answers:\n')).toEqual({ answers: {}, submittedAt: null, notes: [] });
  });

  it('is told of what is not read in it', () => {
    expect(sheetOf('answers: {a: b}\nsubmited: 2026-05-04T16:30:00Z\nsubmitted: yesterday\n')).toEqual({
      answers: { a: 'b' },
      submittedAt: null,
      notes: [
        'answers.yaml:2:1: "submited" is not read. Did you mean "submitted"?',
        'answers.yaml:3:1: expected a time with its zone, such as 2026-05-04T16:30:00Z.',
      ],
    });
  });

  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 20 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]\n`).join('')}answers: {q: *a20}\n`;
  it.each([
    ['a broken file', 'answers:\n  a: [b\n', 'answers.yaml:3:1: This is not valid YAML: '],
    ['a list', '- a\n', 'answers.yaml:1:1: expected `answers:`'],
    ['an empty file', '', 'answers.yaml:1:1: expected `answers:`'],
    ['a list of answers', 'answers: [a]\n', 'answers.yaml:1:1: expected the ids of questions'],
    ['aliases of aliases', bomb, 'answers.yaml:1:1: It holds more'],
    ['lists in lists', '['.repeat(100_000), 'answers.yaml:1:1: It is nested too deeply.'],
    ['lists in lists on one line', '- '.repeat(60_000), 'answers.yaml:1:1: It is nested too deeply.'],
    ['a key that stands there twice', 'answers: {a: b, a: c}', 'answers.yaml:1:17: The key `a` stands here'],
  ])('answers nothing where it is %s', (_, text, problem) => {
    const { answers, notes } = sheetOf(text);
    expect(answers).toEqual({});
    expect(notes[0]).toContain(problem);
    expect(notes.at(-1)).toBe(REST);
  });
});
