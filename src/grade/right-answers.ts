import type { Item } from '../content/questions/bank.ts';
import { letterOf } from '../quiz/letters.ts';
import { present } from '../quiz/present.ts';

/** The right answer to a question as one would write it into `answers.yaml`, for the order in which a seed shows it. */
export function rightAnswer(item: Item, seed: string): unknown {
  const { options } = present(item, seed);
  const letters = (texts: readonly string[]) => texts.map(text => letterOf(options.indexOf(text)));
  switch (item.kind) {
    case 'choice':
    case 'choices':
      return letters(item.choices.filter(one => 'right' in one).map(({ text }) => text));
    case 'order':
      return letters(item.steps);
    case 'match':
      return letters(item.pairs.map(({ right }) => right));
    case 'number':
      return item.answer;
    case 'text':
      return item.accept[0];
    case 'fault':
      return options.findIndex(line => line.trim() === item.fault.trim()) + 1;
    case 'card':
      throw new Error(`${item.id} is a card: an exam has none`);
  }
}
