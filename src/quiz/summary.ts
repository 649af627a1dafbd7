import type { Item } from '../content/questions/bank.ts';
import type { Given } from './session.ts';

/** What a session came to. A question that was asked more than once counts by its first answer. */
export interface Summary {
  readonly asked: number;
  readonly right: number;
  readonly skipped: readonly Item[];
  /** Not asked any more, since the session was ended. */
  readonly left: number;
  readonly topics: readonly { readonly topic: string; readonly asked: number; readonly right: number }[];
  /** The questions that were not right, with what to read on each. */
  readonly wrong: readonly Item[];
  /** Where one can do what was wrong, the most needed exercise first. */
  readonly exercises: readonly string[];
}

export function summarise({
  given,
  skipped,
  left,
}: {
  given: readonly Given[];
  skipped: readonly Item[];
  left: number;
}): Summary {
  const first = given.filter(({ attempt }) => attempt === 0);
  const wrong = first.filter(({ mark }) => !mark.right).map(({ item }) => item);
  const topics = [...new Set(first.map(({ item }) => item.topic))].map(topic => {
    const own = first.filter(({ item }) => item.topic === topic);
    return { topic, asked: own.length, right: own.filter(({ mark }) => mark.right).length };
  });
  return {
    asked: first.length,
    right: first.length - wrong.length,
    skipped,
    left,
    topics,
    wrong,
    exercises: byFrequency(wrong.flatMap(({ exercise }) => exercise ?? [])),
  };
}

/** Each name once, the most frequent first. */
export function byFrequency(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}
