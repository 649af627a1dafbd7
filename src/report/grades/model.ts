import type { Report, Tier, Verdict } from '../model.ts';

/** How one question of an exam was answered. */
export interface QuestionResult {
  /** The question's id. */
  question: string;
  topic: string;
  level: string;
  kind: string;
  /** `invalid`: what was written is no answer to this kind of question; `problem` says what was expected. */
  status: 'right' | 'partly' | 'wrong' | 'unanswered' | 'invalid';
  /** From 0 to 1. */
  share: number;
  /** What was answered, in words: the texts of the options that were picked. */
  answer: readonly string[];
  problem: string | null;
  /** The question's text (Markdown) and its right answer: the key of the exam. */
  key: { question: string; solution: readonly string[]; explanation: string; why: readonly string[] } | null;
}

/** Points of one tier of an exercise's checks. */
export interface Points {
  earned: number;
  possible: number;
}

/**
 * graded: every core check was decided. absent: the submission has no folder of this name.
 * refused: the policy does not allow what it asks for, and nothing of it was run. undecided: the machine was at fault.
 */
type ExerciseStatus = 'graded' | 'absent' | 'refused' | 'undecided';

export interface ExerciseResult {
  exercise: string;
  title: string;
  /** Its weight in the section. */
  weight: number;
  status: ExerciseStatus;
  verdict: Verdict | null;
  core: Points;
  stretch: Points;
  /** From 0 to 1; null where it could not be decided. */
  share: number | null;
  /** `file:line:column: what, and why` for each thing that was refused; why it could not be decided. */
  reasons: readonly string[];
  /** What was run and seen; null where nothing was. */
  report: Report | null;
  /** SHA-256 of the folder, and of each image that was built from it, by service. */
  digests: { folder: string | null; images: Readonly<Record<string, string>> };
}

export interface SectionResult {
  id: string;
  title: string;
  /** Its weight in the exam. */
  weight: number;
  /** From 0 to 1; null where a part of it could not be decided, or where it is left out. */
  share: number | null;
  /** Why it takes no part in the mark, as a sentence: this machine cannot run its exercises. Null or missing where it does. */
  leftOut?: string | null;
  /** Empty in a report for the learner: what is right there would be a part of the key. */
  questions: readonly QuestionResult[];
  exercises: readonly ExerciseResult[];
}

/** How much was reached in a domain: the topic of questions, or an exercise. */
export interface DomainResult {
  id: string;
  title: string;
  kind: 'topic' | 'exercise';
  /** Questions of the topic, or points of the exercise's checks: what was reached, of how many. */
  earned: number;
  possible: number;
}

/**
 * What a teacher changed by hand, kept beside what was found: the question or exercise still says what was found, while
 * the shares of its section and its domain, the mark and the verdict count what it is worth in the end.
 */
export interface Correction {
  submission: string;
  /** The id of a question or of an exercise of the exam. */
  item: string;
  /** From 0 to 1: what it is worth in the end. */
  share: number;
  /** What was found before. */
  was: number | null;
  reason: string;
  by: string | null;
}

/** What makes a result repeatable, and a changed one visible: SHA-256 in hexadecimal. */
export interface Digests {
  exam: string;
  /** Of the exercises' checks and the questions, with their key. */
  checks: string;
  submission: string;
}

/** Version 1 of the result of one submission. Fields may be added, never removed or given another meaning. */
export interface ExamResult {
  version: 1;
  exam: { id: string; title: string; minutes: number; pass: number };
  submission: { id: string; submittedAt: string | null; late: boolean };
  /** `teacher` carries the key of the exam, `learner` nothing of it. */
  audience: 'teacher' | 'learner';
  /** Empty in a report for the learner: with it the papers of others can be drawn. */
  seed: string;
  /** inconclusive: a part could not be decided, and counts neither as right nor as wrong. */
  verdict: 'passed' | 'failed' | 'inconclusive';
  /** In percent, one decimal; null where it is inconclusive. */
  mark: number | null;
  sections: readonly SectionResult[];
  domains: readonly DomainResult[];
  /** What to study next, the weakest domain first: a sentence and a command each. */
  next: readonly { text: string; command: string }[];
  corrections: readonly Correction[];
  notes: readonly string[];
  digests: Digests;
  /** The version of microlab that graded. */
  microlab: string;
  durationMs: number;
}

/** How an item of the exam did over the class. */
export interface ItemStatistics {
  /** A question's id, or `exercise/check`. */
  id: string;
  title: string;
  kind: 'question' | 'check';
  tier: Tier | null;
  /** How many had it, and the mean share: 1 is an item that everybody got right. */
  asked: number;
  difficulty: number;
  /** Correlation of the item with the rest of the mark, from -1 to 1; null where it cannot be told (all alike). */
  discrimination: number | null;
  /** How many got it wrong. */
  failed: number;
}

export interface ClassStatistics {
  submissions: number;
  passed: number;
  failed: number;
  inconclusive: number;
  /** Of the marks that are known, in percent; null where there are none. */
  mean: number | null;
  median: number | null;
  deviation: number | null;
  lowest: number | null;
  highest: number | null;
  /** How many marks lie in each tenth: from 0 up to below 10, …, from 90 to 100. */
  distribution: readonly number[];
  items: readonly ItemStatistics[];
}

/** Version 1 of the report of a class. */
export interface ClassReport {
  version: 1;
  exam: ExamResult['exam'];
  seed: string;
  seedPerSubmission: boolean;
  audience: ExamResult['audience'];
  /** Inconclusive ones first, then by id. */
  results: readonly ExamResult[];
  statistics: ClassStatistics;
  /** What happened to the known-good submission that was graded before all others. */
  canary: { verdict: ExamResult['verdict']; text: string } | null;
  microlab: string;
}

/** A file in `formats/`: results in, text out, nothing decided. */
export interface GradesFormat {
  readonly name: string;
  /** The ending of the files, without a dot. */
  readonly ending: string;
  one(result: ExamResult): string;
  all(report: ClassReport): string;
}
