import type { Happened } from '../../progress/event.ts';
import type { Memory, Response } from '../../quiz/model.ts';
import type { Session } from '../../quiz/session.ts';
import type { Answered } from './feedback.ts';
import type { SittingFacts } from './summary.ts';

export const INTERRUPTED = 'Interrupted. What you answered is kept.';

/** What the quiz needs of the command that starts it. */
export interface Hooks {
  /** Returns when it is on the disk. */
  record(happened: Happened): Promise<void>;
  /** The command that goes on where this session was ended. */
  readonly again?: string;
}

/**
 * A session, and the learner who sits at it: the clock, and the log. All that is answered is on the disk before the
 * learner sees what it was worth, so that nothing seen is ever lost.
 */
export class Sitting {
  readonly session: Session;
  readonly #hooks: Hooks;
  readonly #now: () => number;
  readonly #start: number;
  #asked: number;
  /** What each answer came to; null where it changed no schedule. */
  #memories: (Memory | null)[] = [];
  #flagged = new Set<string>();

  /** @param now a clock in milliseconds */
  constructor(session: Session, hooks: Hooks, now: () => number) {
    this.session = session;
    this.#hooks = hooks;
    this.#now = now;
    this.#start = now();
    this.#asked = this.#start;
  }

  /** The current question stands before the learner: the time of the answer begins. */
  began(): void {
    this.#asked = this.#now();
  }

  async answer(response: Response): Promise<Answered> {
    const asked = this.session.current();
    if (!asked) throw new Error('the session is over');
    const { happened, ...result } = this.session.answer(response, this.#now() - this.#asked);
    await this.#hooks.record(happened);
    this.#memories.push(result.memory);
    return { asked, response, ...result };
  }

  /** False where nothing was answered. */
  async undo(): Promise<boolean> {
    const happened = this.session.undo();
    if (!happened) return false;
    await this.#hooks.record(happened);
    this.#memories.pop();
    return true;
  }

  /** Says what became of it. */
  async flag(question: string): Promise<string> {
    const { on, happened } = this.session.flag(question);
    await this.#hooks.record(happened);
    if (on) this.#flagged.add(question);
    else this.#flagged.delete(question);
    return on ? 'Flagged, to come back to.' : 'No longer flagged.';
  }

  facts(): SittingFacts {
    return {
      summary: this.session.summary(),
      flagged: this.#flagged.size,
      ms: this.#now() - this.#start,
      memories: this.#memories.filter(memory => memory !== null),
      again: this.#hooks.again ?? 'microlab quiz',
    };
  }
}
