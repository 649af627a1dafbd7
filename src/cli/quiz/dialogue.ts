import type { Layout } from '../../report/lines.ts';
import { noPaint } from '../../report/paint.ts';
import type { Asking, Shown } from './kinds/kind.ts';
import type { Screen } from './screen.ts';
import type { Tty } from './tty.ts';
import { type Commands, footLines, type Outcome, pressed, type View } from './view.ts';

/** A clock that is shown at the foot. */
export interface Ticking {
  /** Stands above the keys. */
  lines(layout: Layout): readonly string[];
  /** Milliseconds until it shows something else; null where the time is over. */
  nextMs(): number | null;
}

/** Where one is asked: the screen and the keys, what letters mean there, and who obeys them. */
export interface Place<Command extends string> {
  readonly screen: Screen;
  readonly tty: Tty;
  readonly commands: Commands<Command>;
  readonly clock?: Ticking;
  /** Null where this question is done with; else what is to be said of it, if anything. */
  obey(command: Command): Promise<string | null | undefined>;
  /** Throws: the program was told to end, or its terminal is gone. */
  interrupted(): never;
}

/** How it ended: by an answer, by a command that leads elsewhere, or because the time was over. */
export interface End<State, Answer, Command extends string> extends Outcome<State, Answer, Command> {
  readonly over?: true;
}

/** Draws and reads keys until there is an answer, or something else to show. */
export async function dialogue<State, Answer, Command extends string, Subject = Shown>(
  { screen, tty, commands, clock, obey, interrupted }: Place<Command>,
  asking: Asking<State, Answer, Subject>,
  start: View<State>,
  asked: Subject,
): Promise<End<State, Answer, Command>> {
  let view = start;
  let above = false;
  for (;;) {
    const now = view;
    if (!above && asking.above?.(now.state, asked, WIDE).length) {
      above = true;
      screen.print(layout => asking.above?.(now.state, asked, layout) ?? []);
    }
    screen.show(layout => ({
      body: asking.draw(now.state, asked, layout),
      foot: [...(clock?.lines(layout) ?? []), ...footLines(now, asking, asked, layout, commands)],
    }));
    const key = await nextKey();
    if (key === 'over') return { view, over: true };
    const outcome = pressed(asking, view, key, asked, commands);
    if (outcome.response !== undefined) return outcome;
    const { command } = outcome;
    if (command === 'interrupt') return interrupted();
    if (command === 'redraw') screen.redraw();
    const obeyed = command === undefined || command === 'redraw' ? undefined : await obey(command);
    if (obeyed === null) return outcome;
    view = obeyed === undefined ? outcome.view : { ...outcome.view, note: obeyed };
  }

  async function nextKey() {
    for (;;) {
      const ms = clock?.nextMs();
      if (ms === null) return 'over';
      const key = await tty.next(ms);
      if (key === 'closed') return interrupted();
      if (key === 'resize') screen.redraw();
      else if (key === 'late') screen.refresh();
      else return key;
    }
  }
}

/** Is there anything above? Its width does not matter for that. */
const WIDE = { paint: noPaint, width: 80 };
