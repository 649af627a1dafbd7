import { describe, expect, it } from 'vitest';
import { statisticsOf } from './class.ts';
import { check, exercise, question, result, section } from './results.fixture.ts';

const noStretch = () => 0;
const marked = (...marks: (number | null)[]) =>
  statisticsOf(
    marks.map((mark, index) => result(`learner-${index}`, mark)),
    noStretch,
  );

describe('the marks of a class', () => {
  it('are counted and summed up, those that are known', () => {
    expect(marked(40, null, 60, 100, 80)).toMatchObject({
      submissions: 5,
      passed: 3,
      failed: 1,
      inconclusive: 1,
      mean: 70,
      median: 70,
      deviation: 25.8,
      lowest: 40,
      highest: 100,
      distribution: [0, 0, 0, 0, 1, 0, 1, 0, 1, 1],
    });
  });

  it.each([
    [[90], 90],
    [[10, 20], 15],
    [[10, 90, 20], 20],
  ])('of %j have the median %d', (marks, median) => {
    expect(marked(...marks).median).toBe(median);
  });

  it('put the ends of the scale into the first and the last tenth', () => {
    expect(marked(0, 9.9, 10, 89.9, 90, 100).distribution).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
  });

  it('may not be known at all', () => {
    expect(marked()).toMatchObject({
      mean: null,
      median: null,
      deviation: null,
      lowest: null,
      highest: null,
    });
    expect(marked(50).deviation).toBe(0);
  });
});

/** Each learner by the share in two questions, and the mark that both make. */
const theory = (...shares: [number, number][]) =>
  statisticsOf(
    shares.map(([a, b], index) =>
      result(`learner-${index}`, (a + b) * 50, {
        sections: [section('theory', { questions: [question('a', a), question('b', b)] })],
      }),
    ),
    noStretch,
  ).items;

describe('the items of an exam', () => {
  it('are as difficult as their mean share says', () => {
    const [a, b] = theory([1, 0], [1, 0.5], [0.5, 1]);
    expect(a).toMatchObject({
      id: 'a',
      kind: 'question',
      tier: null,
      asked: 3,
      difficulty: 0.833,
      failed: 0,
    });
    expect(b).toMatchObject({ id: 'b', asked: 3, difficulty: 0.5, failed: 1 });
  });

  it('are held against the rest of the mark, never against themselves', () => {
    expect(theory([1, 1], [1, 1], [0, 0]).map(one => one.discrimination)).toEqual([1, 1]);
    expect(theory([1, 0], [0, 1], [0, 1]).map(one => one.discrimination)).toEqual([-1, -1]);
  });

  it('tell nothing where all are alike, or few', () => {
    expect(theory([1, 1], [1, 0], [1, 0.5]).map(one => one.discrimination)).toEqual([null, null]);
    expect(theory([1, 1], [0, 0])[0]?.discrimination).toBeNull();
  });

  it('are counted for those who had them', () => {
    const results = ['a', 'b', 'b'].map((id, index) =>
      result(`learner-${index}`, 100, {
        sections: [section('theory', { questions: [question(id, 1)] })],
      }),
    );
    expect(statisticsOf(results, noStretch).items.map(({ id, asked }) => `${id} ${asked}`)).toEqual([
      'a 1',
      'b 2',
    ]);
  });

  it('have checks among them: those that were decided', () => {
    const run = (...statuses: ('passed' | 'failed' | 'skipped' | 'error')[]) =>
      exercise('first', [
        check('answers', statuses[0] ?? 'passed', { points: 3 }),
        check('stays', statuses[1] ?? 'passed'),
        check('neat', statuses[2] ?? 'passed', { tier: 'stretch' }),
      ]);
    const absent = exercise('first', [], { status: 'absent', report: null, share: 0 });
    const results = [
      run('passed', 'passed', 'passed'),
      run('passed', 'failed', 'error'),
      run('failed', 'skipped', 'failed'),
      absent,
    ].map((one, index) =>
      result(`learner-${index}`, (one.share ?? 0) * 100, {
        sections: [section('practice', { exercises: [one] })],
      }),
    );
    expect(statisticsOf(results, () => 20).items).toMatchObject([
      {
        id: 'first/answers',
        title: 'It does answers',
        kind: 'check',
        tier: 'core',
        asked: 3,
        difficulty: 0.667,
        failed: 1,
      },
      { id: 'first/stays', asked: 3, difficulty: 0.333, failed: 1 },
      { id: 'first/neat', tier: 'stretch', asked: 2, difficulty: 0.5, failed: 1 },
    ]);
  });
});
