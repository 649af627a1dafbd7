import type { Item } from '../content/questions/bank.ts';
import { type Random, seeded } from '../platform/random.ts';
import { dayNumber } from './days.ts';
import { introducedOn, isDue, type Learner } from './learner.ts';
import type { Mode } from './model.ts';
import { shuffled } from './present.ts';
import { recall } from './schedule.ts';

/** Which questions may be asked. What is empty or left out allows all. */
export interface Filter {
  readonly topics?: readonly string[];
  readonly levels?: readonly string[];
  readonly kinds?: readonly string[];
}

export interface Wish {
  readonly mode: Mode;
  readonly filter: Filter;
  /** At most so many; without it a review has no end but its own, and the other modes have DEFAULT_COUNT. */
  readonly count?: number | undefined;
  /** At most so many new questions a day, in a review. */
  readonly newLimit: number;
  readonly seed: string;
  readonly now: Date;
}

const DEFAULT_COUNT = 20;
export const DEFAULT_NEW = 10;

const LEVELS = ['basic', 'intermediate', 'advanced'];

/** The questions of a session, in the order in which they are asked. */
export function choose(items: readonly Item[], learner: Learner, wish: Wish): Item[] {
  const { mode, filter, seed, now } = wish;
  const allowed = items.filter(item => allows(filter, item));
  const random = seeded(`choose:${seed}`);
  if (mode !== 'review') {
    const { count = DEFAULT_COUNT } = wish;
    const all = shuffled(allowed, random).slice(0, count);
    const done = answeredBefore(learner, wish);
    return all.filter(({ id }) => !done.has(id));
  }
  const due = allowed.filter(({ id }) => isDue(learner, id, now));
  const left = Math.max(0, wish.newLimit - introducedOn(dayNumber(now), learner));
  const unseen = allowed.filter(({ id }) => !learner.memories.has(id) && !learner.prompted.has(id));
  return [...weakestFirst(due, learner, now), ...interleaved(unseen, learner, random).slice(0, left)].slice(
    0,
    wish.count,
  );
}

function allows({ topics = [], levels = [], kinds = [] }: Filter, item: Item): boolean {
  const in_ = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
  return in_(topics, item.topic) && in_(levels, item.level) && in_(kinds, item.kind);
}

/** A session with the seed of an earlier one goes on with that one: what is done there is not asked again. */
function answeredBefore({ answers }: Learner, { mode, seed }: Wish): Set<string> {
  return new Set(
    answers
      .filter(one => one.mode === mode && one.seed === seed && (mode !== 'cram' || one.right))
      .map(({ question }) => question),
  );
}

/** What is nearest to being forgotten first; what a failed check asked for and was never seen before all else. */
function weakestFirst(due: readonly Item[], { memories }: Learner, now: Date): Item[] {
  const known = new Map(
    due.map(({ id }) => {
      const memory = memories.get(id);
      return [id, memory ? recall(memory, now) : 0];
    }),
  );
  return [...due].sort((a, b) => (known.get(a.id) ?? 0) - (known.get(b.id) ?? 0));
}

/** What a failed check made timely, then all basic ones, then the harder ones; in each part one topic after the other. */
function interleaved(items: readonly Item[], { timely }: Learner, random: Random): Item[] {
  const topics = shuffled([...new Set(items.map(({ topic }) => topic))], random);
  const part = (isTimely: boolean, level: string) =>
    inTurn(
      topics.map(topic =>
        items.filter(
          item => item.topic === topic && item.level === level && timely.has(item.id) === isTimely,
        ),
      ),
    );
  return [true, false].flatMap(isTimely => LEVELS.flatMap(level => part(isTimely, level)));
}

/** The first of each list, the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap(list => list.slice(at, at + 1))).flat();
}
