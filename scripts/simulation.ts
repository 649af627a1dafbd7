// A learner whose memory is known, and who follows one plan or another: what docs/scheduling.md is made from.
import { type Random, seeded } from '../src/platform/random.ts';
import type { Memory } from '../src/quiz/model.ts';
import { remember } from '../src/quiz/schedule.ts';

/**
 * The memory of the simulated learner: Pavlik and Anderson (2005), "Practice and Forgetting Effects on Vocabulary
 * Memory: An Activation-Based Model of the Spacing Effect", Cognitive Science 29. Each practice leaves a trace that
 * fades by a power of time, the faster the better the item was known at that moment: that is the spacing effect.
 * The numbers are meant to be those of the paper, written down from memory. The strength of a question is ours: a learner
 * has more or less of it.
 */
const MODEL = {
  /** Decay of a trace: intercept, and how much it grows with the activation at the time of the practice. */
  a: 0.177,
  c: 0.217,
  /** The activation at which half is recalled, and how noisy it is. */
  threshold: -0.704,
  noise: 0.255,
  /** How much of the time between sessions counts: less interferes then than within one. */
  between: 0.025,
} as const;

/** How much the questions differ for one learner. */
const SPREAD = 0.35;

interface Trace {
  /** In seconds of the model. */
  at: number;
  decay: number;
}

interface Question {
  strength: number;
  traces: Trace[];
  /** What the plan knows of it. */
  memory: Memory | null;
  step: number;
  /** The day on which it is asked again; null where no day is set. */
  due: number | null;
}

const DAY_SECONDS = 86_400 * MODEL.between;

function activation({ traces, strength }: Question, now: number): number {
  const sum = traces.reduce((all, { at, decay }) => all + Math.max(1, now - at) ** -decay, 0);
  return strength + Math.log(sum);
}

/** The probability that the learner would know the answer on this day. */
function knows(question: Question, day: number): number {
  if (question.traces.length === 0) return 0;
  return 1 / (1 + Math.exp((MODEL.threshold - activation(question, day * DAY_SECONDS)) / MODEL.noise));
}

/** The probability that what was read once is known so many days later, for a question of this strength. */
export function knownAfter(days: number, strength: number): number {
  const question = { strength, traces: [], memory: null, step: 0, due: null };
  practise(question, 0);
  return knows(question, days);
}

function practise(question: Question, day: number): void {
  const at = day * DAY_SECONDS;
  const decay =
    question.traces.length === 0
      ? MODEL.a
      : MODEL.c * Math.exp(activation(question, at) - question.strength) + MODEL.a;
  question.traces.push({ at, decay });
}

/** When questions come again. */
export interface Plan {
  name: string;
  /** Called after each answer; sets when it is due. */
  answered(question: Question, right: boolean, day: number): void;
  /** Draws what is asked today, where days are not set: as many as this plan asks on the same day. */
  budgetOf?: Plan;
}

const START = Date.UTC(2026, 0, 1, 18);
const DAY_MS = 86_400_000;

export const byFsrs = (target: number): Plan => ({
  name: `ts-fsrs, target ${Math.round(target * 100)}%`,
  answered(question, right, day) {
    const now = new Date(START + day * DAY_MS);
    question.memory = remember(question.memory, right ? 'good' : 'again', now, target);
    question.due = day + Math.round((Date.parse(question.memory.due) - now.getTime()) / DAY_MS);
  },
});

/** The next interval after a right answer, the first one again after a wrong one; the last one goes on. */
export const byIntervals = (intervals: readonly number[]): Plan => ({
  name: `fixed: ${intervals.join(', ')} days`,
  answered(question, right, day) {
    question.step = right ? Math.min(question.step + 1, intervals.length) : 1;
    question.due = day + (intervals[question.step - 1] ?? 1);
  },
});

/** Any questions that were seen, as many a day as another plan asks: the same work without a plan. */
export const byChance = (budgetOf: Plan): Plan => ({
  name: `random, as many as ${budgetOf.name}`,
  answered: () => {},
  budgetOf,
});

export interface Day {
  reviews: number;
  right: number;
  /** The share of the seen questions that the learner would know at the end of the day. */
  known: number;
}

export interface Course {
  /** How well the learner remembers what was read once: the mean of the questions' strengths. */
  strength: number;
  questions: number;
  newADay: number;
  days: number;
}

/** One learner, one plan. The same seed is the same learner: the same questions are hard. */
export function simulate(plan: Plan, course: Course, seed: string): Day[] {
  const { questions, newADay, days } = course;
  const random = seeded(`learner:${seed}`);
  const all = Array.from({ length: questions }, () => freshQuestion(random, course.strength));
  const luck = seeded(`luck:${seed}:${plan.name}`);
  const budget = plan.budgetOf && simulate(plan.budgetOf, course, seed);
  let seen = 0;
  return Array.from({ length: days }, (_, day) => {
    const old = all.slice(0, seen);
    const due = budget
      ? drawn(old, budget[day]?.reviews ?? 0, luck)
      : old.filter(question => question.due !== null && question.due <= day);
    let right = 0;
    for (const question of due) {
      const isRight = chance(luck) < knows(question, day);
      if (isRight) right++;
      // Right or wrong, the explanation is read.
      practise(question, day);
      plan.answered(question, isRight, day);
    }
    // New ones are not known, and read.
    for (const question of all.slice(seen, seen + newADay)) {
      practise(question, day);
      plan.answered(question, false, day);
    }
    seen = Math.min(questions, seen + newADay);
    const known = all.slice(0, seen).reduce((sum, question) => sum + knows(question, day + 1), 0) / seen;
    return { reviews: due.length, right, known };
  });
}

const chance = (random: Random) => random.integer(0, 999_999) / 1_000_000;

/** A normal distribution, near enough: the sum of twelve even ones. */
function freshQuestion(random: Random, mean: number): Question {
  const normal = Array.from({ length: 12 }, () => chance(random)).reduce((sum, one) => sum + one, -6);
  return {
    strength: mean + SPREAD * normal,
    traces: [],
    memory: null,
    step: 0,
    due: null,
  };
}

function drawn(questions: readonly Question[], count: number, random: Random): Question[] {
  const rest = [...questions];
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    const [one] = rest.splice(random.integer(0, rest.length - 1), 1);
    return one as Question;
  });
}
