import type { Item } from '../../content/questions/bank.ts';
import { written } from '../../quiz/answers.ts';
import type { Context } from '../context.ts';
import { dialogue, type Place, type Ticking } from '../quiz/dialogue.ts';
import { kindOf } from '../quiz/kinds/index.ts';
import { headLines, ruled, shown } from '../quiz/question.ts';
import { Screen } from '../quiz/screen.ts';
import { realTty, type Tty } from '../quiz/tty.ts';
import { type Commands, startView } from '../quiz/view.ts';
import { boardOf, overview, startBoard } from './board.ts';
import { type ExamEnd, interrupted, OVERVIEW, QUESTION, type QuestionCommand } from './commands.ts';
import { type Practice, practiceLines, practicePlace } from './practice.ts';
import type { ExamSitting } from './sitting.ts';
import { statusLines } from './status.ts';
import { untilNextSecond } from './time.ts';

/** Where one is: at a question, by its place in the paper, or at the overview, with the cursor on an entry. */
type Where = { readonly question: number; readonly note: string | null } | { readonly entry: number };

/** The questions of an exam at a terminal that can be drawn on. The time that is left stands there all the while. */
export async function interactive(
  context: Context,
  sitting: ExamSitting,
  practice: Practice,
  tty?: Tty,
): Promise<ExamEnd> {
  const keys = tty ?? realTty();
  const screen = new Screen(keys, context.terminal.outLayout.paint);
  sitting.begin();
  try {
    return await new Exam(context, sitting, practice, screen, keys).run();
  } finally {
    sitting.rest();
    screen.leave();
    keys.close();
  }
}

class Exam {
  readonly #clock: Ticking;

  constructor(
    readonly context: Context,
    readonly sitting: ExamSitting,
    readonly practice: Practice,
    readonly screen: Screen,
    readonly tty: Tty,
  ) {
    this.#clock = {
      lines: layout => statusLines(sitting.leftMs(), sitting.counts(), layout),
      nextMs: () => (sitting.leftMs() > 0 ? untilNextSecond(sitting.leftMs()) : null),
    };
  }

  async run(): Promise<ExamEnd> {
    const { sitting } = this;
    let where: Where | ExamEnd =
      sitting.items.length > 0 ? { question: sitting.place(), note: null } : { entry: 0 };
    while (typeof where !== 'string')
      where = 'entry' in where ? await this.#overview(where.entry) : await this.#question(where);
    return where;
  }

  async #question({ question, note }: { question: number; note: string | null }): Promise<Where | ExamEnd> {
    const { sitting, screen } = this;
    const { items } = sitting;
    const item = items[question] as Item;
    const asked = await shown(sitting.asked(item), null, this.context.terminal.outLayout.paint);
    const kind = kindOf(asked.kind);
    const given = sitting.given(item);
    const place = { number: question + 1, of: items.length, flagged: sitting.isFlagged(item) };
    await sitting.shown(item);
    screen.begin();
    screen.print(layout => headLines(asked, place, layout));
    const first = given ? `You answered: ${written(given)}. Another answer replaces it.` : note;
    const obey = async (command: QuestionCommand) => (command === 'flag' ? sitting.flag(item) : null);
    const start = startView(kind.start(asked, given), first);
    const { view, response, command, over } = await dialogue(this.#place(QUESTION, obey), kind, start, asked);
    if (over) return 'over';
    screen.print(layout => kind.draw(view.state, asked, layout).lines);
    if (response) {
      await sitting.answer(item, response);
      return this.#at(question + 1, `Question ${question + 1}: answered, ${written(response)}.`);
    }
    switch (command) {
      case 'next':
        return this.#at(question + 1, null);
      case 'previous':
        return this.#at(question - 1, null);
      case 'overview':
        return { entry: question };
      default:
        return 'left';
    }
  }

  /** Before the first question and after the last one stands the overview. */
  #at(question: number, note: string | null): Where {
    const { length } = this.sitting.items;
    if (question < 0) return { entry: 0 };
    return question < length ? { question, note } : { entry: length - 1 };
  }

  async #overview(entry: number): Promise<Where | ExamEnd> {
    const { sitting, screen, practice } = this;
    const board = () => boardOf(sitting, id => practicePlace(id, practice));
    screen.begin();
    screen.print(({ paint, width }) => ['', ...ruled('Overview', width).map(paint.dim), '']);
    for (let cursor = entry; ; ) {
      const start = startView(startBoard(cursor));
      const now = board();
      const { response, over } = await dialogue(
        this.#place(OVERVIEW, async () => null),
        overview,
        start,
        now,
      );
      if (over) return 'over';
      if (response === undefined) return 'left';
      if (response === 'submit') return 'submitted';
      const { does, entry: chosen, at } = response;
      cursor = at;
      if ('exercise' in chosen)
        screen.print(layout => practiceLines([chosen.exercise], practice, this.context, layout));
      else if (does === 'open') return { question: chosen.question - 1, note: null };
      else await sitting.flag(sitting.items[chosen.question - 1] as Item);
    }
  }

  #place<Command extends string>(commands: Commands<Command>, obey: Place<Command>['obey']): Place<Command> {
    return { screen: this.screen, tty: this.tty, commands, clock: this.#clock, obey, interrupted };
  }
}
