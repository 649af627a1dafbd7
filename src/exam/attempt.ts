import type { ExerciseResult } from '../report/grades/model.ts';
import { type Moment, passedSince } from './clock.ts';

/** What an attempt is at: all that is needed to go on with it, whatever became of the content. */
export interface Started {
  readonly type: 'started';
  readonly exam: string;
  readonly title: string;
  readonly seed: string;
  readonly minutes: number;
  /** SHA-256 of the paper: the exam, its questions with their key, and the exercises. Another one is another exam. */
  readonly paper: string;
  /** Their ids, in the order of the paper. */
  readonly questions: readonly string[];
  readonly exercises: readonly string[];
  /** The folder that holds a workspace for each exercise, named by its id. */
  readonly dir: string;
  /** The folders of `--content` that it was started with. */
  readonly content: readonly string[];
}

/** What lay in an exercise's folder when it was submitted. */
export interface Folder {
  readonly exercise: string;
  /** Null where there was none. */
  readonly digest: string | null;
  /** Its files were changed after the end of the time: when the last of them was, as ISO 8601. */
  readonly changedAfterEnd: string | null;
}

interface Submitted {
  readonly type: 'submitted';
  /** `clock`: the time was over. */
  readonly by: 'learner' | 'clock';
  /** When it counts as handed in, as ISO 8601: the end of the time where that was found out later. */
  readonly handedInAt: string;
  readonly folders: readonly Folder[];
}

/** What happens in an attempt. Kinds may be added; readers pass over those that they do not know. */
export type AttemptStep =
  | Started
  /** The program was there; and this question stood before the learner, null where none did. */
  | { readonly type: 'seen'; readonly question: string | null }
  /** An answer as `answers.yaml` has it; null takes it away. `durationMs`: how long the question was looked at for it. */
  | {
      readonly type: 'answered';
      readonly question: string;
      readonly answer: unknown;
      readonly durationMs: number;
    }
  | { readonly type: 'flagged'; readonly question: string; readonly on: boolean }
  | Submitted
  /** One exercise was graded: who grades again needs only those that could not be decided. */
  | { readonly type: 'verified'; readonly result: ExerciseResult }
  /** The result is kept. */
  | { readonly type: 'graded'; readonly verdict: string }
  /** The learner gave it up: it is as if it had not been. */
  | { readonly type: 'discarded' };

/** A step, and when it was. */
export type AttemptEvent = AttemptStep & {
  readonly v: 1;
  /** What the machine's clock said: ISO 8601 in UTC. */
  readonly at: string;
  /** How much of the attempt's time had passed. */
  readonly passedMs: number;
};

export interface Given {
  readonly answer: unknown;
  readonly durationMs: number;
}

/** The state of an attempt: computed from its events, never kept. */
export interface Attempt extends Omit<Started, 'type'> {
  readonly id: string;
  readonly startedAt: string;
  readonly stage: 'running' | 'submitted' | 'graded' | 'discarded';
  readonly answers: ReadonlyMap<string, Given>;
  readonly flagged: ReadonlySet<string>;
  /** The question that stood before the learner last. */
  readonly current: string | null;
  readonly submission: Submitted | null;
  readonly verified: ReadonlyMap<string, ExerciseResult>;
  readonly last: Moment;
}

/** The attempt that events tell of; null where the first of them is not its start. */
export function attemptOf(id: string, events: readonly AttemptEvent[]): Attempt | null {
  const [first, ...rest] = events;
  if (first?.type !== 'started') return null;
  const { type: _, v: __, at, passedMs, ...started } = first;
  const attempt: Attempt = {
    ...started,
    id,
    startedAt: at,
    stage: 'running',
    answers: new Map(),
    flagged: new Set(),
    current: null,
    submission: null,
    verified: new Map(),
    last: { at: Date.parse(at), passedMs },
  };
  return rest.reduce(after, attempt);
}

/**
 * The attempt after one more event. What comes when the time is over, or after the submission, does not count: another
 * window may have written it.
 */
export function after(attempt: Attempt, event: AttemptEvent): Attempt {
  const { at, passedMs } = event;
  const last = { at: Date.parse(at), passedMs: Math.max(attempt.last.passedMs, passedMs) };
  const next = { ...attempt, last };
  const counts = attempt.stage === 'running' && passedMs <= limitMs(attempt);
  switch (event.type) {
    case 'answered':
      return counts ? { ...next, answers: answered(attempt, event) } : next;
    case 'flagged':
      return counts ? { ...next, flagged: flagged(attempt, event) } : next;
    case 'seen':
      return { ...next, current: event.question ?? attempt.current };
    case 'submitted':
      return attempt.stage === 'running' ? { ...next, stage: 'submitted', submission: event } : next;
    case 'verified':
      return {
        ...next,
        verified: new Map(attempt.verified).set(event.result.exercise, event.result),
      };
    case 'graded':
      return attempt.stage === 'discarded' ? next : { ...next, stage: 'graded' };
    case 'discarded':
      return { ...next, stage: 'discarded' };
    default:
      return next;
  }
}

type Of<T extends AttemptEvent['type']> = Extract<AttemptEvent, { type: T }>;

function answered({ answers }: Attempt, { question, answer, durationMs }: Of<'answered'>) {
  const changed = new Map(answers);
  const before = answers.get(question)?.durationMs ?? 0;
  if (answer === null || answer === undefined) changed.delete(question);
  else changed.set(question, { answer, durationMs: before + durationMs });
  return changed;
}

function flagged(attempt: Attempt, { question, on }: Of<'flagged'>) {
  const changed = new Set(attempt.flagged);
  if (on) changed.add(question);
  else changed.delete(question);
  return changed;
}

const limitMs = ({ minutes }: Pick<Attempt, 'minutes'>): number => minutes * 60_000;

/** What is left of the time, in milliseconds; 0 where it is over. */
export const leftMs = (attempt: Pick<Attempt, 'minutes'>, passedMs: number): number =>
  Math.max(0, limitMs(attempt) - passedMs);

/** What is left by a clock that says `wall` now, in milliseconds. */
export const leftAt = (attempt: Attempt, wall: number): number =>
  leftMs(attempt, passedSince(attempt.last, wall));

/** When the time was over, or will be, by a clock that says `wall` now: milliseconds since 1970. */
export const endOf = (attempt: Attempt, wall: number): number =>
  wall + limitMs(attempt) - passedSince(attempt.last, wall);
