import type { Item } from '../content/questions/bank.ts';
import { UserError } from '../errors.ts';
import { type Marker, markers } from './markers.ts';
import type { Asked, Mark, Response } from './model.ts';

/**
 * Marks an answer. Throws UserError where the answer is none to this question: another kind, or a place that was not
 * there to be picked.
 */
export function score(item: Item, asked: Asked, response: Response): Mark {
  if (item.kind !== response.kind)
    throw new UserError(
      `The question ${item.id} is of the kind "${item.kind}", and the answer is one to "${response.kind}".`,
    );
  const mark = markers[item.kind] as Marker<Item['kind']>;
  const { share, near = false, wrong } = mark(item, asked, response);
  return { right: share === 1, share, near, wrong, ...told(item) };
}

/** The mark of a question that was left without an answer. */
export function unanswered(item: Item): Mark {
  return { share: 0, right: false, near: false, wrong: [], ...told(item) };
}

/** What is said whatever was answered. */
const told = (item: Item) => ({
  solution: solutionOf(item),
  explanation: item.explanation,
  source: item.source,
  exercise: item.exercise ?? null,
});

/** The right answer in words, as it stands in a mark. */
export function solutionOf(item: Item): string[] {
  switch (item.kind) {
    case 'choice':
    case 'choices':
      return item.choices.filter(choice => 'right' in choice).map(({ text }) => text);
    case 'order':
      return item.steps;
    case 'match':
      return item.pairs.map(({ left, right }) => `${left}: ${right}`);
    case 'number':
      return [[item.answer, item.unit, item.within && `(± ${item.within})`].filter(Boolean).join(' ')];
    case 'text':
      return item.accept.slice(0, 1);
    case 'fault': {
      const lines = item.code.text.split('\n').map(line => line.trim());
      return [`line ${lines.indexOf(item.fault) + 1}: ${item.fault}`];
    }
    case 'card':
      return [item.answer, ...item.points];
  }
}
