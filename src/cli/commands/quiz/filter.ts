import type { Item } from '../../../content/questions/bank.ts';
import { UserError } from '../../../errors.ts';
import { didYouMean } from '../../../platform/nearest.ts';
import type { Filter } from '../../../quiz/choose.ts';

export interface FilterOptions {
  topic?: string[];
  level?: string[];
  kind?: string[];
}

/** What the learner asks for; throws UserError, with the nearest known name, where there is no such topic, level or kind. */
export function filterOf({ topic, level, kind }: FilterOptions, items: readonly Item[]): Filter {
  insist('topic', topic, new Set(items.map(item => item.topic)));
  insist('level', level, new Set(items.map(item => item.level)));
  insist('kind', kind, new Set(items.map(item => item.kind)));
  return {
    ...(topic && { topics: topic }),
    ...(level && { levels: level }),
    ...(kind && { kinds: kind }),
  };
}

function insist(what: string, names: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const unknown = names?.find(name => !known.has(name));
  if (unknown === undefined) return;
  throw new UserError(`There are no questions of the ${what} "${unknown}".${didYouMean(unknown, known)}`, {
    details: [`There are: ${[...known].join(', ')}`],
  });
}
