import { describe, expect, it } from 'vitest';
import { item } from '../quiz/items.fixture.ts';
import type { ExerciseResult, QuestionResult } from '../report/grades/model.ts';
import { markAnswers } from './answers.ts';
import { paperOf, rest } from './exam.fixture.ts';
import { type ExamParts, examResult } from './mark.ts';

const question = (id: string, share: number, topic = 'echo'): QuestionResult => {
  const [result] = markAnswers(paperOf({ id: 't', questions: [item(id, { topic })] }), {}).questions;
  if (!result) throw new Error('no question');
  return { ...result, share, status: share === 1 ? 'right' : share > 0 ? 'partly' : 'wrong' };
};
const exercise = (id: string, share: number | null, weight = 1): ExerciseResult => ({
  exercise: id,
  title: `The ${id}`,
  weight,
  status: share === null ? 'undecided' : 'graded',
  verdict: null,
  core: { earned: share === null ? 0 : share * 10, possible: 10 },
  stretch: { earned: 0, possible: 0 },
  share,
  reasons: [],
  report: null,
  digests: { folder: null, images: {} },
});

interface Part {
  weight?: number;
  questions?: QuestionResult[];
  exercises?: ExerciseResult[];
}

/** The result of an exam whose sections are these, each of weight 1 unless told. */
function result(parts: Record<string, Part>, more: Partial<ExamParts> = {}) {
  const all = Object.entries(parts).map(([id, part]) => ({
    id,
    weight: 1,
    questions: [],
    exercises: [],
    ...part,
  }));
  const paper = paperOf(
    ...all.map(({ id, weight, questions, exercises }) => ({
      id,
      weight,
      questions: questions.map(one => item(one.question, { topic: one.topic })),
      exercises: exercises.map(one => ({ exercise: one.exercise, weight: one.weight, stretch: 20 })),
    })),
  );
  return examResult({
    paper,
    questions: all.flatMap(({ questions }) => questions),
    exercises: all.flatMap(({ exercises }) => exercises),
    ...rest,
    ...more,
  });
}

describe('a mark', () => {
  it('is the mean of the sections by their weights', () => {
    const { mark, verdict, sections } = result({
      theory: { weight: 40, questions: [question('a', 1), question('b', 0), question('c', 2 / 3)] },
      practice: { weight: 60, exercises: [exercise('first', 0.9, 1), exercise('second', 0.3, 0.5)] },
    });
    // 40 * 5/9 + 60 * 7/10 = 64.2…
    expect(sections.map(({ share }) => share)).toEqual([5 / 9, 0.7]);
    expect(mark).toBe(64.2);
    expect(verdict).toBe('passed');
  });

  it('of a section with questions and exercises is the mean of the two', () => {
    const both = {
      questions: [question('a', 1), question('b', 1), question('c', 0)],
      exercises: [exercise('x', 0)],
    };
    expect(result({ both }).mark).toBe(33.3);
  });

  it('is exact to the decimal', () => {
    // In doubles: 0.1 + 0.2 + 0.0 is more than 0.3, and (0.7 + 0.669) / 2 * 1000 is less than 684.5.
    expect(
      result({ t: { questions: [question('a', 0.1), question('b', 0.2), question('c', 0)] } }).sections[0]
        ?.share,
    ).toBe(0.1);
    expect(result({ t: { questions: [question('a', 0.7), question('b', 0.669)] } }).mark).toBe(68.5);
    expect(result({ p: { exercises: [exercise('a', 1, 0.1), exercise('b', 0, 0.2)] } }).mark).toBe(33.3);
  });

  it.each([
    [0.5, 'passed'],
    [0.4995, 'passed'],
    [0.4994, 'failed'],
    [0, 'failed'],
  ])('passes where what is shown is the pass mark: %d', (share, verdict) => {
    expect(result({ p: { exercises: [exercise('a', share)] } }).verdict).toBe(verdict);
  });

  it('is none where a part could not be decided, however little it weighs', () => {
    const { mark, verdict, sections, domains } = result({
      theory: { weight: 99, questions: [question('a', 1)] },
      practice: { weight: 1, exercises: [exercise('first', 1), exercise('second', null)] },
    });
    expect({ mark, verdict }).toEqual({ mark: null, verdict: 'inconclusive' });
    expect(sections.map(({ share }) => share)).toEqual([1, null]);
    expect(domains.map(({ id }) => id)).toEqual(['echo', 'first']);
  });

  it('has a result for each item', () => {
    expect(() => result({ t: { questions: [question('a', 1)] } }, { questions: [] })).toThrow(
      'no result for a',
    );
  });
});

describe('a section that is left out', () => {
  const parts = {
    theory: { weight: 40, questions: [question('a', 0.5)] },
    pods: { weight: 60, exercises: [exercise('pods', null)] },
  };
  const leftOut = { pods: 'There is no cluster here.' };

  it('takes no part in the mark, and says why', () => {
    expect(result(parts, { leftOut, exercises: [], notes: ['first'] })).toMatchObject({
      mark: 50,
      verdict: 'passed',
      sections: [
        { id: 'theory', leftOut: null, share: 0.5 },
        { id: 'pods', leftOut: 'There is no cluster here.', share: null, exercises: [] },
      ],
      notes: ['first', '«pods» is left out of the mark. There is no cluster here.'],
    });
  });

  it('leaves no mark where nothing else is there', () => {
    expect(result({ pods: parts.pods }, { leftOut })).toMatchObject({ mark: null, verdict: 'inconclusive' });
  });
});

describe('a correction', () => {
  const parts = {
    theory: { questions: [question('a', 0), question('b', 1)] },
    practice: { exercises: [exercise('first', null)] },
  };
  const correct = (item: string, share: number, submission = 'ada') => ({
    submission,
    item,
    share,
    reason: 'Seen by hand.',
    by: null,
  });

  it('counts, beside what was found', () => {
    const found = result(parts, { corrections: [correct('a', 0.5), correct('first', 0.3)] });
    expect(found).toMatchObject({
      mark: 52.5,
      verdict: 'passed',
      sections: [
        { share: 0.75, questions: [{ share: 0 }, { share: 1 }] },
        { share: 0.3, exercises: [{ share: null, status: 'undecided' }] },
      ],
      domains: [
        { id: 'echo', earned: 1.5, possible: 2 },
        { id: 'first', earned: 3, possible: 10 },
      ],
      corrections: [
        { item: 'a', was: 0, share: 0.5, reason: 'Seen by hand.' },
        { item: 'first', was: null, share: 0.3 },
      ],
    });
  });

  it('is for one submission, and for what is on its paper', () => {
    const corrections = [correct('a', 1, 'grace'), correct('elsewhere', 1)];
    const found = result({ theory: parts.theory }, { corrections });
    expect(found).toMatchObject({ mark: 50, corrections: [] });
    expect(found.notes).toEqual(['The correction of "elsewhere" changes nothing: it is not on this paper.']);
  });
});

describe('what was reached, and what is next', () => {
  const { domains, next } = result({
    theory: {
      questions: [
        question('a', 0.1, 'echo'),
        question('b', 0.2, 'echo'),
        question('c', 1, 'cave'),
        question('d', 2 / 3, 'hill'),
      ],
    },
    practice: { exercises: [exercise('first', 0.4), exercise('second', 1)] },
  });

  it('is told for each topic and each exercise', () => {
    expect(domains).toEqual([
      { id: 'echo', title: 'echo', kind: 'topic', earned: 0.3, possible: 2 },
      { id: 'cave', title: 'cave', kind: 'topic', earned: 1, possible: 1 },
      { id: 'hill', title: 'hill', kind: 'topic', earned: 2 / 3, possible: 1 },
      { id: 'first', title: 'The first', kind: 'exercise', earned: 4, possible: 10 },
      { id: 'second', title: 'The second', kind: 'exercise', earned: 10, possible: 10 },
    ]);
  });

  it('begins with the weakest, and leaves out what is known', () => {
    expect(next).toEqual([
      { text: 'Questions on echo: 0.3 of 2 right.', command: 'microlab quiz --topic echo' },
      { text: 'The first: 4 of 10 points.', command: 'microlab exercise start first' },
      { text: 'Questions on hill: 0.7 of 1 right.', command: 'microlab quiz --topic hill' },
    ]);
  });
});
