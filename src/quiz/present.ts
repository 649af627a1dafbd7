import type { Item } from '../content/questions/bank.ts';
import { type Random, seeded } from '../platform/random.ts';
import type { Asked } from './model.ts';

/**
 * A question as it is shown: the options shuffled, and nothing that gives the answer away.
 * The same seed shows the same question in the same way; each question of a seed is shuffled for itself.
 */
export function present(item: Item, seed: string): Asked {
  const random = seeded(`${seed}:${item.id}`);
  return {
    id: item.id,
    topic: item.topic,
    level: item.level,
    kind: item.kind,
    question: item.question,
    code:
      'code' in item && item.code ? { language: item.code.language, text: listing(item.code.text) } : null,
    options: optionsOf(item, random),
    lefts: item.kind === 'match' ? item.pairs.map(({ left }) => left) : [],
    unit: (item.kind === 'number' && item.unit) || null,
  };
}

function optionsOf(item: Item, random: Random): string[] {
  switch (item.kind) {
    case 'choice':
    case 'choices':
      return shuffled(
        item.choices.map(({ text }) => text),
        random,
      );
    case 'match':
      return shuffled(
        item.pairs.map(({ right }) => right),
        random,
      );
    case 'order':
      return disordered(item.steps, random);
    case 'fault':
      return listing(item.code.text).split('\n');
    default:
      return [];
  }
}

/** The lines of a listing: a YAML block ends with a line end of its own, which is none of them. */
const listing = (text: string) => text.replace(/\n+$/, '');

/** Fisher and Yates: each order is as likely as any other. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** Never the right order, which would be an answer without any work. */
function disordered(steps: readonly string[], random: Random): string[] {
  const result = shuffled(steps, random);
  if (result.some((step, place) => step !== steps[place])) return result;
  return [...result.slice(1), ...result.slice(0, 1)];
}
