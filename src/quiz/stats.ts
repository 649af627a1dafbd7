import type { Item } from '../content/questions/bank.ts';
import type { Answered } from '../progress/views.ts';
import { dayName, dayNumber } from './days.ts';
import { isDue, type Learner, memoryOf } from './learner.ts';
import type { Memory, Practical } from './model.ts';
import { recall } from './schedule.ts';
import { byFrequency } from './summary.ts';

/** How well a part of the questions is known. */
export interface Mastery {
  readonly name: string;
  readonly items: number;
  readonly seen: number;
  /** The share, of all of them, that would be right if they were asked now: what was never asked counts as not known. */
  readonly mastery: number;
}

/** Version 1 of what `quiz stats --format json` prints. Fields may be added, never removed or given another meaning. */
export interface Stats {
  readonly version: 1;
  readonly questions: {
    readonly all: number;
    readonly seen: number;
    readonly new: number;
    readonly due: number;
  };
  readonly topics: readonly Mastery[];
  readonly levels: readonly Mastery[];
  /** How many questions become due on each day, from today on; what is late is due today. */
  readonly forecast: readonly { readonly day: string; readonly due: number }[];
  /** Days in a row, up to today or yesterday, on which something was answered. */
  readonly streak: { readonly days: number; readonly today: boolean; readonly longest: number };
  /** Of the answers that came a day or more after the one before: how many were known; null where there are none. */
  readonly retention: {
    readonly target: number;
    readonly measured: number | null;
    /** What the scheduler expected of the same answers. */
    readonly expected: number | null;
    readonly reviews: number;
  };
  readonly weakest: {
    readonly questions: readonly {
      readonly id: string;
      readonly topic: string;
      readonly question: string;
      readonly recall: number;
      readonly lapses: number;
      readonly exercise: string | null;
    }[];
    /** Topics of which a good part was asked and not known, with the exercise that trains them. */
    readonly topics: readonly {
      readonly topic: string;
      readonly recall: number;
      readonly exercise: string | null;
    }[];
  };
  readonly flagged: readonly string[];
}

const FORECAST_DAYS = 14;
const WEAKEST = 5;
/** A topic says something when so many of its questions were asked, and is weak when fewer than this would be known. */
const ENOUGH = 3;
const WEAK = 0.8;
const LEVELS = ['basic', 'intermediate', 'advanced'];

export function statsOf(
  items: readonly Item[],
  exercises: readonly Practical[],
  learner: Learner,
  { now, target }: { now: Date; target: number },
): Stats {
  const known = standings(learner, now);
  const knownOf = ({ id }: Item) => known.get(id) ?? 0;
  const seen = items.filter(({ id }) => learner.memories.has(id));
  const due = items.filter(({ id }) => isDue(learner, id, now));
  const mastery = (name: string, own: readonly Item[]): Mastery => ({
    name,
    items: own.length,
    seen: own.filter(({ id }) => learner.memories.has(id)).length,
    mastery: rounded(mean(own.map(knownOf)) ?? 0),
  });
  const topics = [...new Set(items.map(({ topic }) => topic))].sort();
  return {
    version: 1,
    questions: { all: items.length, seen: seen.length, new: items.length - seen.length, due: due.length },
    topics: topics.map(topic =>
      mastery(
        topic,
        items.filter(item => item.topic === topic),
      ),
    ),
    levels: LEVELS.map(level =>
      mastery(
        level,
        items.filter(item => item.level === level),
      ),
    ),
    forecast: forecastOf(seen, due, learner, now),
    streak: streakOf(learner.answers, dayNumber(now)),
    retention: { target, ...retentionOf(learner.answers) },
    weakest: {
      questions: weakestQuestions(seen, learner, knownOf),
      topics: weakTopics(topics, seen, exercises, knownOf),
    },
    flagged: items.filter(({ id }) => learner.flagged.has(id)).map(({ id }) => id),
  };
}

/** The probability that each question would be right now. What was wrong the last time counts as not known. */
function standings({ answers, memories }: Learner, now: Date): Map<string, number> {
  const known = new Map([...memories].map(([id, memory]) => [id, recall(memory, now)]));
  const last = new Map(answers.flatMap(one => (one.days === undefined ? [] : [[one.question, one.rating]])));
  for (const [id, rating] of last) if (rating === 'again') known.set(id, 0);
  return known;
}

function forecastOf(seen: readonly Item[], due: readonly Item[], { memories }: Learner, now: Date) {
  const today = dayNumber(now);
  const days = seen.map(({ id }) => dayNumber((memories.get(id) as Memory).due));
  return Array.from({ length: FORECAST_DAYS }, (_, offset) => ({
    day: dayName(today + offset),
    due: offset === 0 ? due.length : days.filter(day => day === today + offset).length,
  }));
}

function streakOf(answers: readonly Answered[], today: number): Stats['streak'] {
  const days = [...new Set(answers.map(({ at }) => dayNumber(at)))].sort((a, b) => a - b);
  let longest = 0;
  let run = 0;
  let last = Number.NaN;
  for (const day of days) {
    run = day === last + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    last = day;
  }
  return { days: last >= today - 1 ? run : 0, today: last === today, longest };
}

/** Only what was asked a day or more later says how well it is kept. */
function retentionOf(answers: readonly Answered[]): Omit<Stats['retention'], 'target'> {
  const last = new Map<string, Answered>();
  let known = 0;
  let expected = 0;
  let reviews = 0;
  for (const answer of answers) {
    if (answer.days === undefined) continue;
    const before = last.get(answer.question);
    last.set(answer.question, answer);
    const memory = before && memoryOf(before);
    if (!memory || dayNumber(answer.at) <= dayNumber(memory.last)) continue;
    reviews++;
    if (answer.rating !== 'again') known++;
    expected += recall(memory, new Date(answer.at));
  }
  if (reviews === 0) return { measured: null, expected: null, reviews };
  return { measured: rounded(known / reviews), expected: rounded(expected / reviews), reviews };
}

type KnownOf = (item: Item) => number;

/** What is not known now, and what was forgotten before; the most stubborn first. */
function weakestQuestions(
  seen: readonly Item[],
  { memories }: Learner,
  knownOf: KnownOf,
): Stats['weakest']['questions'] {
  return seen
    .map(item => ({
      id: item.id,
      topic: item.topic,
      question: item.question,
      recall: rounded(knownOf(item)),
      lapses: memories.get(item.id)?.lapses ?? 0,
      exercise: item.exercise ?? null,
    }))
    .filter(({ lapses, recall: now }) => lapses > 0 || now < WEAK)
    .sort((a, b) => a.recall - b.recall || b.lapses - a.lapses)
    .slice(0, WEAKEST);
}

function weakTopics(
  topics: readonly string[],
  seen: readonly Item[],
  exercises: readonly Practical[],
  knownOf: KnownOf,
): Stats['weakest']['topics'] {
  return topics
    .flatMap(topic => {
      const own = seen.filter(item => item.topic === topic);
      const known = mean(own.map(knownOf)) ?? 0;
      if (own.length < ENOUGH || known >= WEAK) return [];
      return [{ topic, recall: rounded(known), exercise: trainer(own, exercises, knownOf) }];
    })
    .sort((a, b) => a.recall - b.recall)
    .slice(0, WEAKEST);
}

/** The exercise that most of the questions that are not known belong to, else most of all of them. */
function trainer(own: readonly Item[], exercises: readonly Practical[], knownOf: KnownOf): string | null {
  const there = new Set(exercises.map(({ id }) => id));
  const named = (items: readonly Item[]) =>
    byFrequency(items.flatMap(({ exercise }) => (exercise && there.has(exercise) ? exercise : [])))[0];
  return named(own.filter(item => knownOf(item) < WEAK)) ?? named(own) ?? null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const rounded = (share: number) => Math.round(share * 1000) / 1000;
