import { EXIT, type ExitCode } from '../../errors.ts';
import type { Session } from '../../quiz/session.ts';
import type { Context } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import { dialogue, type Place } from './dialogue.ts';
import { type Answered, feedbackLines } from './feedback.ts';
import { kindOf } from './kinds/index.ts';
import type { Asking, Drawing, Shown } from './kinds/kind.ts';
import { headLines, placeIn, shown } from './question.ts';
import { Screen } from './screen.ts';
import { type Hooks, INTERRUPTED, Sitting } from './sitting.ts';
import { summaryLines } from './summary.ts';
import { realTty, type Tty } from './tty.ts';
import { ANSWERED, QUIZ, type QuizCommand, startView } from './view.ts';

/** Asks the questions of a session at the terminal; line by line where nothing may be drawn over. */
export async function interactive(
  context: Context,
  session: Session,
  hooks: Hooks,
  tty?: Tty,
): Promise<ExitCode> {
  const { terminal, host, typed } = context;
  const sitting = new Sitting(session, hooks, host.now);
  if (!terminal.drawable) return (await import('./plain.ts')).plain(context, sitting);
  const keys = tty ?? realTty();
  const screen = new Screen(keys, terminal.outLayout.paint);
  try {
    await new Quiz(sitting, screen, keys, terminal.outLayout.paint, typed).run();
    screen.print(layout => summaryLines(sitting.facts(), typed, layout));
    return EXIT.ok;
  } finally {
    screen.leave();
    keys.close();
  }
}

type End = 'next' | 'quit';

class Quiz {
  constructor(
    readonly sitting: Sitting,
    readonly screen: Screen,
    readonly tty: Tty,
    readonly paint: Context['terminal']['outLayout']['paint'],
    readonly typed: Context['typed'],
  ) {}

  async run(): Promise<void> {
    const { session } = this.sitting;
    let end: End = 'next';
    for (let asked = session.current(); asked && end === 'next'; asked = session.current())
      end = await this.#question(await shown(asked, session.item(), this.paint));
  }

  async #question(asked: Shown): Promise<End> {
    const { sitting, screen } = this;
    const kind = kindOf(asked.kind);
    const place = placeIn(sitting.session, asked.id);
    screen.begin();
    screen.print(layout => headLines(asked, place, layout));
    sitting.began();
    const { view, response, command } = await dialogue(
      this.#place(asked, QUIZ),
      kind,
      startView(kind.start(asked)),
      asked,
    );
    if (response === undefined) return command === 'quit' ? 'quit' : 'next';
    screen.print(layout => kind.draw(view.state, asked, layout).lines);
    return this.#feedback(asked, await sitting.answer(response));
  }

  async #feedback(asked: Shown, answered: Answered): Promise<End> {
    this.screen.print(layout => feedbackLines(answered, this.typed, layout));
    const { command } = await dialogue(this.#place(asked, ANSWERED), GO_ON, startView(null), asked);
    return command === 'quit' ? 'quit' : 'next';
  }

  #place(asked: Shown, commands: Place<QuizCommand>['commands']): Place<QuizCommand> {
    return {
      screen: this.screen,
      tty: this.tty,
      commands,
      obey: command => this.#obey(command, asked),
      interrupted() {
        throw new Interrupted(INTERRUPTED);
      },
    };
  }

  async #obey(command: QuizCommand, asked: Shown): Promise<string | null> {
    const { sitting, screen } = this;
    switch (command) {
      case 'flag':
        return sitting.flag(asked.id);
      case 'undo':
        if (!(await sitting.undo())) return 'Nothing was answered yet.';
        screen.print(() => ['', '– taken back: answer it anew']);
        return null;
      case 'skip':
        sitting.session.skip();
        screen.print(() => ['– skipped']);
        return null;
      case 'quit':
        return null;
    }
  }
}

const NOTHING: Drawing = { lines: [], row: 0, column: 0 };

/** After an answer: what goes on to the next question. */
const GO_ON: Asking<null, 'next'> = {
  typed: false,
  press: (state, { name }) =>
    ['enter', 'space', 'right', 'n'].includes(name) ? { state, response: 'next' } : null,
  hints: () => [['Enter', 'go on']],
  draw: () => NOTHING,
};
