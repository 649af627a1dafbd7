import { describe, expect, it } from 'vitest';
import type { Item } from '../content/questions/bank.ts';
import { responseOf } from '../quiz/answers.ts';
import { one } from '../quiz/items.fixture.ts';
import { present } from '../quiz/present.ts';
import { score } from '../quiz/score.ts';
import { rightAnswer } from './right-answers.ts';

const items = (Object.values(one) as Item[]).filter(({ kind }) => kind !== 'card');

describe('the right answers sheet', () => {
  it.each(items.flatMap(item => ['a', 'b', 'c'].map(seed => [item.kind, seed, item] as const)))(
    'answers a %s shown by the seed %s',
    (_, seed, item) => {
      const asked = present(item, seed);
      expect(score(item, asked, responseOf(asked, rightAnswer(item, seed))).share).toBe(1);
    },
  );
});
