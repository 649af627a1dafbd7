import { EXIT, type ExitCode } from '../../errors.ts';
import type { Session } from '../../quiz/session.ts';
import { noPaint } from '../../report/paint.ts';
import type { Context } from '../context.ts';
import { Interrupted } from '../interrupt.ts';
import { type Answered, feedbackLines } from './feedback.ts';
import { kindOf } from './kinds/index.ts';
import type { Asking, Drawing, Kind, Shown } from './kinds/kind.ts';
import { headLines, placeIn, shown } from './question.ts';
import { Screen } from './screen.ts';
import { type Hooks, INTERRUPTED, Sitting } from './sitting.ts';
import { summaryLines } from './summary.ts';
import { realTty, type Tty } from './tty.ts';
import { type Command, footLines, type Outcome, pressed, startView, type View } from './view.ts';

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
    const { view, response, command } = await this.#until(kind, startView(kind.start(asked)), asked, true);
    if (response === undefined) return command === 'quit' ? 'quit' : 'next';
    screen.print(layout => kind.draw(view.state, asked, layout).lines);
    return this.#feedback(asked, await sitting.answer(response));
  }

  async #feedback(asked: Shown, answered: Answered): Promise<End> {
    this.screen.print(layout => feedbackLines(answered, this.typed, layout));
    const { command } = await this.#until(GO_ON, startView(null), asked, false);
    return command === 'quit' ? 'quit' : 'next';
  }

  /** Draws and reads keys until there is an answer, or another question to show. */
  async #until<State, Answer>(
    asking: Asking<State, Answer> & Partial<Drawable<State>>,
    start: View<State>,
    asked: Shown,
    skips: boolean,
  ): Promise<Outcome<State, Answer>> {
    let view = start;
    let above = false;
    for (;;) {
      const now = view;
      if (!above && asking.above?.(now.state, asked, WIDE).length) {
        above = true;
        this.screen.print(layout => asking.above?.(now.state, asked, layout) ?? []);
      }
      this.screen.show(layout => ({
        body: asking.draw?.(now.state, asked, layout) ?? NOTHING,
        foot: footLines(now, asking, asked, layout, { skips }),
      }));
      const outcome = await this.#key(asking, view, asked);
      if (outcome.response !== undefined) return outcome;
      const { command } = outcome;
      const note = command ? await this.#obey(command, asked, skips) : undefined;
      if (note === null) return outcome;
      view = note === undefined ? outcome.view : { ...outcome.view, note };
    }
  }

  async #key<State, Answer>(asking: Asking<State, Answer>, view: View<State>, asked: Shown) {
    for (;;) {
      const key = await this.tty.next();
      if (key === 'closed') throw new Interrupted(INTERRUPTED);
      if (key !== 'resize') return pressed(asking, view, key, asked);
      this.screen.redraw();
    }
  }

  /** Null where this question is done with; else what is to be said of it, if anything. */
  async #obey(command: Command, asked: Shown, skips: boolean): Promise<string | null | undefined> {
    const { sitting, screen } = this;
    switch (command) {
      case 'interrupt':
        throw new Interrupted(INTERRUPTED);
      case 'redraw':
        return void screen.redraw();
      case 'flag':
        return sitting.flag(asked.id);
      case 'undo':
        if (!(await sitting.undo())) return 'Nothing was answered yet.';
        screen.print(() => ['', '– taken back: answer it anew']);
        return null;
      case 'skip':
        if (!skips) return undefined;
        sitting.session.skip();
        screen.print(() => ['– skipped']);
        return null;
      case 'quit':
        return null;
    }
  }
}

type Drawable<State> = Pick<Kind<State>, 'draw' | 'above'>;

/** Is there anything above? Its width does not matter for that. */
const WIDE = { paint: noPaint, width: 80 };

const NOTHING: Drawing = { lines: [], row: 0, column: 0 };

/** After an answer: what goes on to the next question. */
const GO_ON: Asking<null, 'next'> = {
  typed: false,
  press: (state, { name }) =>
    ['enter', 'space', 'right', 'n'].includes(name) ? { state, response: 'next' } : null,
  hints: () => [['Enter', 'go on']],
};
