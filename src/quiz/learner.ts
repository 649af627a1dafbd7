import type { Item } from '../content/questions/bank.ts';
import type { ProgressEvent } from '../progress/event.ts';
import { type Answered, answered, failedRuns, flaggedQuestions } from '../progress/views.ts';
import { DAY_MS, dayNumber } from './days.ts';
import type { Memory, Practical } from './model.ts';

/** What the log says of somebody who learns with these questions. */
export interface Learner {
  /** All answers, in the order in which they were given, without those that were taken back. */
  readonly answers: readonly Answered[];
  /** Of each question that was ever scheduled. */
  readonly memories: ReadonlyMap<string, Memory>;
  /** Questions that a failed check of an exercise made due. */
  readonly prompted: ReadonlySet<string>;
  /** New questions on a principle of such an exercise: they come before other new ones. */
  readonly timely: ReadonlySet<string>;
  /** Questions that the learner marked to come back to. */
  readonly flagged: ReadonlySet<string>;
}

export function learnerOf(
  events: readonly ProgressEvent[],
  items: readonly Item[],
  exercises: readonly Practical[],
): Learner {
  const answers = answered(events);
  const memories = memoriesOf(answers);
  const failed = new Map(failedRuns(events).map(({ exercise, at }) => [exercise, at]));
  const failures = exercises.flatMap(({ id, principles }) => {
    const at = failed.get(id);
    return at === undefined ? [] : [{ id, principles, at }];
  });
  const prompted = new Set<string>();
  const timely = new Set<string>();
  for (const { id, exercise, principle } of failures.length > 0 ? items : []) {
    const memory = memories.get(id);
    for (const failure of failures) {
      const own = exercise === failure.id;
      if (!own && !failure.principles.includes(principle)) continue;
      if (memory ? isOlder(memory, failure.at) : own) prompted.add(id);
      else if (!memory) timely.add(id);
    }
  }
  return { answers, memories, prompted, timely, flagged: flaggedQuestions(events) };
}

/** A run of an exercise fails again and again while one works on it: what was answered a day before stays as it is. */
const isOlder = ({ last }: Memory, at: string) => Date.parse(at) - Date.parse(last) > DAY_MS;

/** Is it to be asked today? What becomes due this evening is asked this morning too. */
export function isDue({ memories, prompted }: Learner, id: string, now: Date): boolean {
  const memory = memories.get(id);
  return prompted.has(id) || (memory !== undefined && dayNumber(memory.due) <= dayNumber(now));
}

/**
 * The memory of each question: what stands in its latest answer.
 *
 * Each answer carries the memory that it led to, in place of its rating alone with all of the past computed anew: so
 * a new version of ts-fsrs, or another target retention, never moves what was scheduled before, and a long log is read
 * quickly. The price: where the logs of two machines are brought together, the later answer's memory counts, and it
 * knows nothing of the earlier one on the other machine.
 */
function memoriesOf(answers: readonly Answered[]): Map<string, Memory> {
  const latest = new Map<string, Answered>();
  for (const answer of answers) if (answer.days !== undefined) latest.set(answer.question, answer);
  return new Map(
    [...latest].flatMap(([question, answer]) => {
      const memory = memoryOf(answer);
      return memory ? [[question, memory]] : [];
    }),
  );
}

/** The memory that an answer led to; null where it left the schedule alone. */
export function memoryOf(answer: Answered): Memory | null {
  const { at, days = Number.NaN, stability = 0, difficulty = 0, reps = 0, lapses = 0 } = answer;
  const due = new Date(Date.parse(at) + days * DAY_MS);
  // Somebody may have written it by hand: what is not whole is none.
  if (Number.isNaN(due.getTime()) || !(stability > 0) || !(difficulty > 0)) return null;
  return { last: at, due: due.toISOString(), stability, difficulty, reps, lapses };
}

/** How many questions are answered for the first time on this day. */
export function introducedOn(day: number, { answers }: Learner): number {
  const first = new Map<string, number>();
  for (const { question, days, at } of answers) {
    if (days !== undefined && !first.has(question)) first.set(question, dayNumber(at));
  }
  return [...first.values()].filter(one => one === day).length;
}
