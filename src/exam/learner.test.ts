import { describe, expect, it } from 'vitest';
import { markAnswers } from './answers.ts';
import { ofEachKind, paperOf, report, rest } from './exam.fixture.ts';
import { exerciseResult } from './exercise-result.ts';
import { forLearner } from './learner.ts';
import { examResult } from './mark.ts';

const practice = { exercise: 'first', weight: 1, stretch: 20 };
const paper = {
  ...paperOf({ id: 'theory', questions: ofEachKind }, { id: 'practice', exercises: [practice] }),
  seed: 'a-secret-seed',
};
const { questions } = markAnswers(paper, { 'a-text': 'circuit breaker', 'a-number': 43.2, 'a-fault': 99 });
const correction = { submission: 'ada', share: 1, by: null };
const result = examResult({
  ...rest,
  paper,
  questions,
  exercises: [
    exerciseResult(
      practice,
      { id: 'first', title: 'The first', checks: [] },
      {
        status: 'graded',
        report: {
          ...report('failed', { status: 'failed', message: 'It did not answer.' }),
          seed: 'a-secret-seed',
        },
      },
    ),
  ],
  corrections: [
    { ...correction, item: 'a-choice', reason: 'Never is right as well.' },
    { ...correction, item: 'first', reason: 'It did answer.' },
  ],
});
const learner = forLearner(result);

describe('the result for a learner', () => {
  it('says the same of the whole', () => {
    const { mark, verdict, domains, next, submission } = result;
    expect(learner).toMatchObject({ audience: 'learner', mark, verdict, domains, next, submission });
    expect(learner.sections.map(({ share }) => share)).toEqual(result.sections.map(({ share }) => share));
  });

  it('has nothing of the key, not even what was right', () => {
    const text = JSON.stringify(learner);
    const key = questions.flatMap(one => [
      ...one.answer,
      ...(one.key?.solution ?? []),
      ...(one.key?.why ?? []),
    ]);
    const long = key.filter(({ length }) => length > 5);
    expect(long.length).toBeGreaterThan(5);
    for (const part of [...long, 'Because.', 'a-secret-seed', 'Never is right as well.'])
      expect(text).not.toContain(part);
  });

  it('says what was not answered, and what was no answer', () => {
    expect(learner.notes).toEqual([
      'Left without an answer: 4 of 7 questions.',
      'a-fault: expected the number of a line, from 1 to 4, found 99',
      'By hand it was changed what one question is worth.',
    ]);
  });

  it('keeps all of the exercises, and corrections of them', () => {
    expect(learner.sections[1]?.exercises[0]?.report?.checks[0]?.message).toBe('It did not answer.');
    expect(learner.corrections).toMatchObject([{ item: 'first', reason: 'It did answer.' }]);
  });
});
