import type { Item } from '../../content/questions/bank.ts';
import { type Attempt, type AttemptStep, after, leftMs } from '../../exam/attempt.ts';
import { type Clocks, type ExamClock, examClock } from '../../exam/clock.ts';
import type { Paper } from '../../exam/paper.ts';
import type { Exams } from '../../progress/exams.ts';
import { responseOf, written } from '../../quiz/answers.ts';
import type { Asked, Response } from '../../quiz/model.ts';
import { present } from '../../quiz/present.ts';

/** How often it is written down that the program is there: so much time a clock that is set back can hide. */
const SEEN_EVERY_MS = 30_000;

export interface Counts {
  readonly questions: number;
  readonly answered: number;
  readonly flagged: number;
}

/** An attempt, and the learner who sits at it. All that is answered is on the disk before anything else is shown. */
export class ExamSitting {
  readonly paper: Paper;
  /** All questions in the order of the paper, from section to section. */
  readonly items: readonly Item[];
  #attempt: Attempt;
  readonly #exams: Pick<Exams, 'append'>;
  readonly #clocks: Clocks;
  readonly #clock: ExamClock;
  #shownAt = 0;
  #beat: NodeJS.Timeout | undefined;

  constructor(paper: Paper, attempt: Attempt, exams: Pick<Exams, 'append'>, clocks: Clocks) {
    this.paper = paper;
    this.items = paper.sections.flatMap(({ questions }) => questions);
    this.#attempt = attempt;
    this.#exams = exams;
    this.#clocks = clocks;
    this.#clock = examClock(attempt.last, clocks);
  }

  get attempt(): Attempt {
    return this.#attempt;
  }

  /** What is left of the time, in milliseconds; 0 where it is over. */
  leftMs(): number {
    return leftMs(this.#attempt, this.#clock.passedMs());
  }

  /** Writes down now and then that the program is there, until `rest` is called. */
  begin(): void {
    this.#beat = setInterval(() => {
      // What cannot be kept is said at the next answer.
      this.#record({ type: 'seen', question: null }).catch(() => {});
    }, SEEN_EVERY_MS);
    this.#beat.unref();
  }

  rest(): void {
    clearInterval(this.#beat);
  }

  asked(item: Item): Asked {
    return present(item, this.paper.seed);
  }

  /** What was answered before; undefined where nothing was, or what cannot be shown as an answer. */
  given(item: Item): Response | undefined {
    const given = this.#attempt.answers.get(item.id);
    if (!given) return undefined;
    try {
      return responseOf(this.asked(item), given.answer);
    } catch {
      return undefined;
    }
  }

  /** The question is about to stand before the learner: here an attempt is gone on with. The time of the answer begins. */
  async shown(item: Item): Promise<void> {
    this.#shownAt = this.#clocks.steady();
    await this.#record({ type: 'seen', question: item.id });
  }

  async answer(item: Item, response: Response): Promise<void> {
    await this.write(item, written(response), Math.round(this.#clocks.steady() - this.#shownAt));
  }

  /** An answer as `answers.yaml` has it. @param durationMs how long the question was looked at; 0 where nobody knows */
  async write(item: Item, answer: unknown, durationMs = 0): Promise<void> {
    await this.#record({ type: 'answered', question: item.id, answer, durationMs });
  }

  /** Says what became of it. */
  async flag(item: Item): Promise<string> {
    const on = !this.#attempt.flagged.has(item.id);
    await this.#record({ type: 'flagged', question: item.id, on });
    return on ? 'Flagged, to come back to.' : 'No longer flagged.';
  }

  isFlagged(item: Item): boolean {
    return this.#attempt.flagged.has(item.id);
  }

  counts(): Counts {
    const { answers, flagged } = this.#attempt;
    return { questions: this.items.length, answered: answers.size, flagged: flagged.size };
  }

  /** Where to begin: at the question that stood there last. */
  place(): number {
    return Math.max(
      0,
      this.items.findIndex(({ id }) => id === this.#attempt.current),
    );
  }

  async #record(step: AttemptStep): Promise<void> {
    const event = await this.#exams.append(this.#attempt.id, step, this.#clock.moment());
    this.#attempt = after(this.#attempt, event);
  }
}
