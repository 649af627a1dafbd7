import type { Item } from '../questions/bank.ts';
import type { ExamFile, Pick } from './schema.ts';

/** The ids that an exam names itself: they are in it for certain, so that no draw may take one of them. */
export const fixedIds = (sections: ExamFile['sections']): Set<string> =>
  new Set(sections.flatMap(({ questions }) => questions.flatMap(({ ids }) => ids ?? [])));

/** The questions that a pick may draw from: those that its filters let through. Cards are in no exam. */
export function poolOf({ topics, levels, kinds }: Pick, items: readonly Item[]): Item[] {
  const allows = (list: readonly string[] | undefined, value: string) => !list || list.includes(value);
  return items.filter(
    ({ topic, level, kind }) =>
      kind !== 'card' && allows(topics, topic) && allows(levels, level) && allows(kinds, kind),
  );
}
