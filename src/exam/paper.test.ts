import { describe, expect, it } from 'vitest';
import { one } from '../quiz/items.fixture.ts';
import { exam, items, section } from './exam.fixture.ts';
import { drawPaper, leftOutSections } from './paper.ts';

const ids = (seed: string, ...sections: Parameters<typeof exam>) =>
  drawPaper(exam(...sections), items, seed).sections.map(({ questions }) => questions.map(({ id }) => id));
const seeds = Array.from({ length: 30 }, (_, n) => `seed-${n}`);

describe('a paper', () => {
  const theory = section('theory', {
    questions: [{ count: 2 }, { ids: ['hill-b', 'echo-a'] }, { topics: ['cave'], count: 1 }],
  });

  it('is the same for the same seed, whatever the order of the bank', () => {
    const paper = drawPaper(exam(theory), items, 'x');
    expect(drawPaper(exam(theory), items.toReversed(), 'x')).toEqual(paper);
    expect(new Set(seeds.map(seed => JSON.stringify(ids(seed, theory)))).size).toBeGreaterThan(20);
  });

  it.each(seeds)('has no question twice: %s', seed => {
    const [asked = []] = ids(seed, theory);
    expect(new Set(asked).size).toBe(5);
    expect(asked.slice(2, 4)).toEqual(['hill-b', 'echo-a']);
    expect(asked[4]).toMatch(/^cave-/);
  });

  it('draws what its filters let through, and no card', () => {
    const all = { topics: ['echo'], levels: ['basic' as const], kinds: ['choice' as const], count: 4 };
    const paper = drawPaper(exam(section('t', { questions: [all] })), [...items, one.card, one.number], 's');
    expect(paper.sections[0]?.questions.map(({ id }) => id).sort()).toEqual([
      'echo-a',
      'echo-b',
      'echo-c',
      'echo-d',
    ]);
  });

  it('draws the same in one section, whatever the others are', () => {
    const cave = section('cave', { questions: [{ topics: ['cave'], count: 2 }] });
    const hill = section('hill', { questions: [{ topics: ['hill'], count: 2 }] });
    expect(ids('x', hill, cave)).toEqual(ids('x', cave, hill).reverse());
  });

  it('lets every question come up', () => {
    const pick = section('t', { questions: [{ count: 1 }] });
    const many = Array.from({ length: 200 }, (_, n) => ids(`${n}`, pick).flat());
    expect(new Set(many.flat()).size).toBe(items.length);
  });
});

describe('what is left out', () => {
  it('are the optional sections, where there is no cluster', () => {
    const sections = [
      section('theory'),
      section('insists', { needs: 'cluster' }),
      section('pods', { needs: 'cluster', optional: true }),
    ].map(one => ({ ...one, questions: [] }));
    expect(leftOutSections({ sections }, { cluster: true })).toEqual({});
    expect(Object.keys(leftOutSections({ sections }, { cluster: false }))).toEqual(['pods']);
  });
});
