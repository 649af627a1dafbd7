import { LEVELS } from '../principles.ts';
import type { Problem } from '../problems.ts';
import type { Bank, Item } from './bank.ts';

/** What is counted of a bank. */
export interface Figures {
  items: number;
  objective: number;
  byTopic: Record<string, number>;
  byLevel: Record<string, number>;
  byKind: Record<string, number>;
  /** Of the questions with one right choice: the share in which it is the longest one. */
  longestIsRight: number;
  /** Of the same questions: how often the right choice stands first, second and so on in the file. */
  positions: number[];
  /** Questions of the course with their objective items. */
  covered: Record<string, number>;
}

/** The theory questions of the course's source: ten of each level. */
const COURSE = LEVELS.flatMap(level => Array.from({ length: 10 }, (_, n) => `${level}-${n + 1}`));

const MAX_LONGEST = 0.4;
const MIN_PER_QUESTION = 4;
/** No position may hold the right choice more often than this times its even share. */
const MAX_UNEVEN = 1.35;
/** Below this number of items, shares say nothing. */
const ENOUGH = 40;
/** Two questions that share more than this part of their words ask the same. */
const NEAR = 0.75;
const CATCH_ALL = /\b(all|none|both) of (the|these) (above|others|answers|choices)|\ball of them\b/i;

const objective = ({ kind }: Item) => kind !== 'card';
const single = (item: Item) => (item.kind === 'choice' ? [item] : []);
const tally = (keys: readonly string[]) => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

function figuresOf(items: readonly Item[]): Figures {
  const choices = items.flatMap(single);
  const rightAt = choices.map(item => item.choices.findIndex(one => 'right' in one));
  return {
    items: items.length,
    objective: items.filter(objective).length,
    byTopic: tally(items.map(({ topic }) => topic)),
    byLevel: tally(items.map(({ level }) => level)),
    byKind: tally(items.map(({ kind }) => kind)),
    longestIsRight: choices.length === 0 ? 0 : choices.filter(longestIsRight).length / choices.length,
    positions: Array.from(
      { length: Math.max(0, ...choices.map(item => item.choices.length)) },
      (_, position) => rightAt.filter(at => at === position).length,
    ),
    covered: tally(items.filter(objective).flatMap(({ covers }) => covers ?? [])),
  };
}

function longestIsRight({ choices }: Extract<Item, { kind: 'choice' }>): boolean {
  const [first, second] = [...choices].sort((a, b) => b.text.length - a.text.length);
  return first !== undefined && 'right' in first && first.text.length > (second?.text.length ?? 0);
}

/**
 * Counts a bank, and says all that is wrong with it: with each question for itself, and with all of them together.
 * @param exercises the ids that a question may name
 * @param course every question of the course has to be covered, as in the built-in bank
 */
export function assess(
  bank: Bank,
  exercises: readonly string[],
  { course = false } = {},
): { figures: Figures; problems: readonly Problem[] } {
  const figures = figuresOf(bank.items);
  const problems = [
    ...bank.problems,
    ...bank.items.flatMap(item => itemProblems(bank, item, exercises)),
    ...nearDuplicates(bank),
    ...shareProblems(bank, figures),
    ...coverProblems(bank, figures),
    ...(course ? missingProblems(bank) : []),
  ];
  return { figures, problems };
}

function itemProblems({ at }: Bank, item: Item, exercises: readonly string[]): Problem[] {
  const found: Problem[] = [];
  if (item.exercise && !exercises.includes(item.exercise))
    found.push(at(item.id, `there is no exercise "${item.exercise}"`, ['exercise']));
  if ('choices' in item)
    for (const [index, { text }] of item.choices.entries())
      if (CATCH_ALL.test(text))
        found.push(
          at(item.id, `"${text}" asks for a guess at the other choices: name what is right`, [
            'choices',
            index,
          ]),
        );
  return found;
}

/** Words that carry a meaning, in any order. */
function words(item: Item): Set<string> {
  const right = item.kind === 'choice' ? (item.choices.find(one => 'right' in one)?.text ?? '') : item.kind;
  const text = `${item.question} ${right} ${'code' in item ? (item.code?.text ?? '') : ''}`;
  return new Set(text.toLowerCase().match(/[a-z0-9]{4,}/g));
}

function nearDuplicates({ items, at }: Bank): Problem[] {
  const asked = items.filter(objective).map(item => ({ item, words: words(item) }));
  return asked.flatMap((one, index) =>
    asked.slice(0, index).flatMap(other => {
      const shared = [...one.words].filter(word => other.words.has(word)).length;
      const share = shared / (one.words.size + other.words.size - shared);
      if (share <= NEAR) return [];
      const percent = Math.round(share * 100);
      return [
        at(
          one.item.id,
          `it asks nearly the same as "${other.item.id}": ${percent}% of their words are the same`,
        ),
      ];
    }),
  );
}

function shareProblems(
  { items, at }: Bank,
  { longestIsRight: longest, positions }: Pick<Figures, 'longestIsRight' | 'positions'>,
): Problem[] {
  const choices = items.flatMap(single);
  const last = choices.at(-1);
  if (!last || choices.length < ENOUGH) return [];
  const ofAll = (message: string) => at(last.id, `of all questions: ${message}`);
  const tooLong =
    longest > MAX_LONGEST
      ? [
          ofAll(
            `the right choice is the longest in ${Math.round(longest * 100)}% of the questions, at most ${MAX_LONGEST * 100}%`,
          ),
        ]
      : [];
  const uneven = positions.flatMap((count, position) => {
    const having = choices.filter(({ choices: all }) => position < all.length);
    const even = having.reduce((sum, { choices: all }) => sum + 1 / all.length, 0);
    if (count <= even * MAX_UNEVEN + 1) return [];
    return [
      ofAll(
        `the right choice is number ${position + 1} in ${count} questions; spread evenly it would be ${Math.round(even)}`,
      ),
    ];
  });
  return [...tooLong, ...uneven];
}

/** A question of the course that has a card needs objective questions too, and the other way round. */
function coverProblems({ items, at }: Bank, { covered }: Pick<Figures, 'covered'>): Problem[] {
  const cards = items.filter(({ kind }) => kind === 'card');
  const few = cards.flatMap(({ id, covers }) => {
    const count = covers ? (covered[covers] ?? 0) : MIN_PER_QUESTION;
    if (count >= MIN_PER_QUESTION) return [];
    const message = `${covers} of the course has ${count} objective questions, expected at least ${MIN_PER_QUESTION}`;
    return [at(id, message)];
  });
  const bare = Object.keys(covered).flatMap(question => {
    if (cards.some(({ covers }) => covers === question)) return [];
    const first = items.find(({ covers }) => covers === question);
    return first ? [at(first.id, `${question} of the course has no card`)] : [];
  });
  return [...few, ...bare];
}

/** Questions of the course that nothing covers: they have no place of their own, so the end of the bank is pointed at. */
function missingProblems({ items, at }: Bank): Problem[] {
  const last = items.at(-1);
  const covered = new Set(items.map(({ covers }) => covers));
  const missing = COURSE.filter(question => !covered.has(question));
  if (!last || missing.length === 0) return [];
  const message = `of all questions: expected all ${COURSE.length} of the course to be covered, missing are ${missing.join(', ')}`;
  return [at(last.id, message)];
}
