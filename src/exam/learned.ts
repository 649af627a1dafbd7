import type { Item } from '../content/questions/bank.ts';
import type { Happened } from '../progress/event.ts';
import { responseOf } from '../quiz/answers.ts';
import type { Memory } from '../quiz/model.ts';
import { present } from '../quiz/present.ts';
import { ratingOf, remember, scheduledBy } from '../quiz/schedule.ts';
import { score } from '../quiz/score.ts';
import type { Attempt } from './attempt.ts';

interface Knowledge {
  /** Of the learner, before the exam. */
  readonly memories: ReadonlyMap<string, Memory>;
  /** The target retention. */
  readonly retention: number;
  /** When the answers are recorded: after the exam. */
  readonly at: Date;
}

/**
 * What the answers of an exam mean for the review schedule: each is an answer like one in the quiz, so a wrong one comes
 * back as soon as a wrong one there, and a right one is a review. What was left open says nothing, and changes nothing.
 * The ids of the events are made of the attempt's: who records them again can see that they are there.
 */
export function learned(
  { id, seed, answers }: Pick<Attempt, 'id' | 'seed' | 'answers'>,
  items: readonly Item[],
  { memories, retention, at }: Knowledge,
): (Happened & { id: string })[] {
  return items.flatMap(item => {
    const given = answers.get(item.id);
    const asked = present(item, seed);
    const response = given && attempted(() => responseOf(asked, given.answer));
    if (!response) return [];
    const mark = score(item, asked, response);
    const rating = ratingOf(mark, response, given.durationMs);
    return [
      {
        id: `${id}/${item.id}`,
        at: at.toISOString(),
        type: 'answered',
        question: item.id,
        mode: 'exam',
        seed,
        right: mark.right,
        share: Math.round(mark.share * 1e4) / 1e4,
        rating,
        durationMs: given.durationMs,
        ...scheduledBy(remember(memories.get(item.id) ?? null, rating, at, retention), retention),
      },
    ];
  });
}

/** Undefined where it throws: what is no answer to the question is marked as such, and teaches nothing. */
function attempted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
