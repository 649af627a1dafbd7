import type { Item } from '../content/questions/bank.ts';
import type { Happened } from '../progress/event.ts';
import type { Asked, Mark, Memory, Mode, Rating, Response } from './model.ts';
import { present } from './present.ts';
import { ratingOf, remember, scheduledBy } from './schedule.ts';
import { score } from './score.ts';
import { type Summary, summarise } from './summary.ts';

export interface SessionOptions {
  readonly mode: Mode;
  readonly seed: string;
  /** Answers change when a question comes back. */
  readonly scheduled: boolean;
  /** The target retention. */
  readonly retention: number;
  readonly memories: ReadonlyMap<string, Memory>;
  readonly flagged: ReadonlySet<string>;
  readonly now: () => Date;
  /** A new random id for an event. */
  readonly newId: () => string;
}

/** A question of the queue. `attempt` counts how often it was answered in this session. */
interface Turn {
  readonly item: Item;
  readonly attempt: number;
}

export interface Given {
  readonly item: Item;
  readonly mark: Mark;
  readonly rating: Rating;
  readonly attempt: number;
}

/** All that changes; never changed itself, so that taking back an answer is going back to an earlier one. */
interface State {
  readonly queue: readonly Turn[];
  readonly given: readonly Given[];
  readonly skipped: readonly Item[];
}

/**
 * One sitting with the quiz. It decides and keeps nothing outside: what it hands out as an event has to be recorded by
 * the caller, before the learner sees what it led to.
 */
export class Session {
  #state: State;
  /** The state before each answer, and the id of that answer's event. */
  #past: { state: State; event: string }[] = [];
  #flagged: Set<string>;
  readonly #options: SessionOptions;

  constructor(items: readonly Item[], options: SessionOptions) {
    this.#state = { queue: items.map(item => ({ item, attempt: 0 })), given: [], skipped: [] };
    this.#flagged = new Set(options.flagged);
    this.#options = options;
  }

  get mode(): Mode {
    return this.#options.mode;
  }

  get seed(): string {
    return this.#options.seed;
  }

  /** What is asked now; null where the session is over. */
  current(): Asked | null {
    const [turn] = this.#state.queue;
    return turn ? present(turn.item, this.#shuffle(turn)) : null;
  }

  /** The same question with its answer: for a card, which one rates after having read it. */
  item(): Item | null {
    return this.#state.queue[0]?.item ?? null;
  }

  /** How far the session is, in questions. */
  progress(): { done: number; left: number } {
    const { queue, given, skipped } = this.#state;
    const waiting = new Set(queue.map(({ item }) => item.id));
    const done = new Set(given.map(({ item }) => item.id).filter(id => !waiting.has(id)));
    return { done: done.size + skipped.length, left: queue.length };
  }

  /**
   * Marks an answer to the current question, and goes on to the next one.
   * Throws UserError, and stays where it is, where it is no answer to it.
   */
  answer(
    response: Response,
    durationMs: number,
  ): { mark: Mark; rating: Rating; memory: Memory | null; happened: Happened } {
    const turn = this.#turn();
    const { item, attempt } = turn;
    const { mode, seed, scheduled, retention, memories, now, newId } = this.#options;
    const mark = score(item, present(item, this.#shuffle(turn)), response);
    const rating = ratingOf(mark, response, durationMs);
    const at = now();
    // Only the first time says how well it was known.
    const memory =
      scheduled && attempt === 0 ? remember(memories.get(item.id) ?? null, rating, at, retention) : null;
    const event = newId();
    this.#past.push({ state: this.#state, event });
    const { queue, given, skipped } = this.#state;
    const again = mode === 'cram' && !mark.right ? [{ item, attempt: attempt + 1 }] : [];
    this.#state = {
      queue: [...queue.slice(1), ...again],
      given: [...given, { item, mark, rating, attempt }],
      skipped,
    };
    const happened: Happened = {
      id: event,
      at: at.toISOString(),
      type: 'answered',
      question: item.id,
      mode,
      seed,
      right: mark.right,
      share: Math.round(mark.share * 1e4) / 1e4,
      rating,
      durationMs: Math.round(durationMs),
      ...(memory && scheduledBy(memory, retention)),
    };
    return { mark, rating, memory, happened };
  }

  /** Leaves the current question out. It is as due as it was before. */
  skip(): void {
    const { item } = this.#turn();
    const { queue, given, skipped } = this.#state;
    this.#state = { queue: queue.slice(1), given, skipped: [...skipped, item] };
  }

  /** Marks a question to come back to, or takes the mark away: the current one, or the one that is named. */
  flag(question = this.#turn().item.id): { on: boolean; happened: Happened } {
    const on = !this.#flagged.has(question);
    if (on) this.#flagged.add(question);
    else this.#flagged.delete(question);
    return { on, happened: { type: 'flagged', question, on } };
  }

  isFlagged(question: string): boolean {
    return this.#flagged.has(question);
  }

  /**
   * Takes the last answer back, and what was skipped since: its question is the current one again.
   * Null where nothing was answered.
   */
  undo(): Happened | null {
    const last = this.#past.pop();
    if (!last) return null;
    this.#state = last.state;
    return { type: 'undone', event: last.event };
  }

  summary(): Summary {
    const { given, skipped, queue } = this.#state;
    return summarise({ given, skipped, left: queue.length });
  }

  #turn(): Turn {
    const [turn] = this.#state.queue;
    if (!turn) throw new Error('the session is over: nothing is asked');
    return turn;
  }

  /** When a question comes again, its options stand in another order. */
  #shuffle({ attempt }: Turn): string {
    return attempt === 0 ? this.seed : `${this.seed}+${attempt}`;
  }
}
