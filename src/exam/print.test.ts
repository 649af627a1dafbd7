import { describe, expect, it } from 'vitest';
import type { Exam } from '../content/exams/index.ts';
import { one } from '../quiz/items.fixture.ts';
import { drawPaper } from './paper.ts';
import { paperJson, paperMarkdown } from './print.ts';

const SEED = 'a-secret-seed';
const { card: _, ...asked } = one;
const exam = {
  id: 'tiny',
  title: 'Tiny',
  summary: 'A small exam.',
  level: 'basic',
  minutes: 10,
  pass: 70,
  images: [],
  file: '/somewhere/exams/tiny.yaml',
  digest: 'e0',
  sections: [
    {
      id: 'theory',
      title: 'Theory',
      weight: 1,
      optional: false,
      questions: [{ ids: Object.values(asked).map(({ id }) => id) }],
      exercises: [],
    },
    {
      id: 'practice',
      title: 'Practice',
      weight: 3,
      optional: false,
      questions: [],
      exercises: [{ exercise: 'first', weight: 1, stretch: 20 }],
    },
  ],
} as Exam;
const paper = drawPaper(exam, Object.values(one), SEED);
const exercises = new Map([
  ['first', { id: 'first', title: 'The first exercise', summary: 'What one learns.' }],
]);

/** What the key says and the paper must not: explanations, reasons, near misses, and what is right. */
const KEY = [
  SEED,
  'Because.',
  'It happens.',
  'A fuse has to be replaced',
  'a good name',
  'Circuit',
  '21.6',
  'e0',
];

describe('a paper as learners get it', () => {
  const json = paperJson(paper, exercises);
  const markdown = paperMarkdown(paper, exercises);

  it('gives nothing of the key away, and not the seed', () => {
    for (const text of [JSON.stringify(json), markdown])
      expect(KEY.filter(word => text.includes(word))).toEqual([]);
    expect(JSON.stringify(json)).not.toContain('"right":');
  });

  it('names each option as answers.yaml does', () => {
    const questions = json.sections[0]?.questions ?? [];
    expect(questions.map(({ id }) => id)).toEqual(Object.values(asked).map(({ id }) => id));
    const [choice] = questions;
    expect(choice?.options.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd']);
    expect(questions.find(({ kind }) => kind === 'fault')?.options.map(({ key }) => key)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect(json.sections[1]?.exercises).toEqual([
      { exercise: 'first', title: 'The first exercise', weight: 1 },
    ]);
  });

  it('can be read: each question with its options, and how it is answered', () => {
    expect(markdown).toContain('## Theory (25%)');
    expect(markdown).toContain('### 1. `a-choice`\n\nDoes it?\n\n- **a** ');
    expect(markdown).toContain('```text\n  1  def f():\n  2\n  3      a = 1\n  4      return b\n```');
    expect(markdown).toContain('1. cup\n2. knife\n3. salt\n\n- **a** ');
    expect(markdown).toContain('*Answer: a number, in minutes.*');
    expect(markdown).toContain('### Exercise `first`: The first exercise');
    expect(markdown).toContain('```yaml\nanswers:\n  a-choice:  # one letter\n');
  });

  it('shuffles with the seed', () => {
    const texts = ['a', 'b', 'c', 'd'].map(seed =>
      JSON.stringify(paperJson(drawPaper(exam, Object.values(one), seed), exercises)),
    );
    expect(new Set(texts).size).toBeGreaterThan(1);
  });
});
