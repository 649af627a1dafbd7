import type { Item } from '../content/questions/bank.ts';

/** A question as it is put to the learner. Nothing in it gives the answer away. */
export interface Asked {
  readonly id: string;
  readonly topic: string;
  readonly level: Item['level'];
  readonly kind: Item['kind'];
  /** Markdown. */
  readonly question: string;
  readonly code: { readonly language: string; readonly text: string } | null;
  /**
   * What can be picked, in the order in which it is shown: choices; the steps of an `order`; the right sides of a
   * `match`; the lines of the listing of a `fault`, with their indentation. Empty for other kinds.
   */
  readonly options: readonly string[];
  /** The left sides of a `match`. */
  readonly lefts: readonly string[];
  readonly unit: string | null;
}

/** review: what is due, then new questions. practice: any questions, no change of the schedule. cram: each until it was right. */
export const MODES = ['review', 'practice', 'cram'] as const;
export type Mode = (typeof MODES)[number];

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;
export type Rating = (typeof RATINGS)[number];

/** What the learner answered. Numbers are places in `Asked.options`, from 0. */
export type Response =
  | { kind: 'choice'; pick: number }
  | { kind: 'choices'; picks: readonly number[] }
  /** Every place once, the first step first. */
  | { kind: 'order'; order: readonly number[] }
  /** For each left side the place of its right side. */
  | { kind: 'match'; picks: readonly number[] }
  | { kind: 'number'; value: number }
  | { kind: 'text'; text: string }
  /** The line of the listing, from 0; blank lines count. */
  | { kind: 'fault'; line: number }
  /** One rates oneself, after the answer was shown. */
  | { kind: 'card'; rating: Rating };

/** What an answer was worth, and all that is said about it. */
export interface Mark {
  readonly right: boolean;
  /** From 0 to 1: part of the points where a part is right. */
  readonly share: number;
  /** Wrong, but close to right: a near miss that the question knows. */
  readonly near: boolean;
  /** For each thing that was picked or left out wrongly: what it was, and why it is wrong (Markdown). */
  readonly wrong: readonly { readonly text: string; readonly why: string }[];
  /** The right answer in words, one line each; the steps in order; `left: right` for pairs. */
  readonly solution: readonly string[];
  readonly explanation: string;
  readonly source: string;
  readonly exercise: string | null;
}

/** How well a question is remembered: the scheduler's state after an answer. */
export interface Memory {
  /** When it was answered last, and when it is due again: ISO 8601 in UTC. */
  readonly last: string;
  readonly due: string;
  /** Days after which it is still known with a probability of 90%. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  /** How often it was answered, and how often it had been forgotten. */
  readonly reps: number;
  readonly lapses: number;
}

/** What the quiz needs to know of an exercise: which questions belong to it, and how to name it. */
export interface Practical {
  readonly id: string;
  readonly title: string;
  readonly principles: readonly string[];
}
