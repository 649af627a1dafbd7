import type { Layout } from '../../report/lines.ts';
import { hanging } from '../../report/wrap.ts';
import type { Key } from './keys.ts';
import type { Asking, Hint, Shown } from './kinds/kind.ts';

/** What the learner sees below a question: how far the answer is, and what stands at the foot. */
export interface View<State> {
  readonly state: State;
  readonly foot: 'keys' | 'menu' | 'help';
  readonly note: string | null;
}

/** What a letter means where it does not answer. */
interface Letter<Command extends string> {
  readonly key: string;
  readonly command: Command;
  /** One word, for the foot. */
  readonly does: string;
  /** A sentence, for the help. */
  readonly explained: string;
}

/** The commands that stand beside an answer: in the quiz these, in an exam others. */
export interface Commands<Command extends string> {
  /** The last one leaves. */
  readonly letters: readonly Letter<Command>[];
  /** What Ctrl-C does, for the help. */
  readonly interrupt: string;
}

export const QUIZ = {
  letters: [
    { key: 's', command: 'skip', does: 'skip', explained: 'skip: the question comes another time' },
    { key: 'f', command: 'flag', does: 'flag', explained: 'flag the question to come back to it' },
    { key: 'u', command: 'undo', does: 'undo', explained: 'undo the last answer, and answer anew' },
    { key: 'q', command: 'quit', does: 'quit', explained: 'quit; what you answered is kept' },
  ],
  interrupt: 'end at once; what you answered is kept',
} as const satisfies Commands<string>;

export type QuizCommand = (typeof QUIZ.letters)[number]['command'];

/** After an answer there is nothing to skip. */
export const ANSWERED: Commands<QuizCommand> = { ...QUIZ, letters: QUIZ.letters.slice(1) };

/** What a key led to. */
export interface Outcome<State, Answer, Command extends string> {
  readonly view: View<State>;
  readonly response?: Answer;
  readonly command?: Command | 'interrupt' | 'redraw';
}

export const startView = <State>(state: State, note: string | null = null): View<State> => ({
  state,
  foot: 'keys',
  note,
});

/**
 * What a key does. A letter that answers the question answers it; all others, and those of the menu, are commands.
 * Esc opens the menu, so that every command is there in every kind of question.
 */
export function pressed<State, Answer, Command extends string, Subject = Shown>(
  asking: Asking<State, Answer, Subject>,
  view: View<State>,
  key: Key,
  asked: Subject,
  commands: Commands<Command>,
): Outcome<State, Answer, Command> {
  const { state, foot } = view;
  if (key.ctrl && key.name === 'c') return { view, command: 'interrupt' };
  if (key.ctrl && key.name === 'l') return { view, command: 'redraw' };
  if (foot === 'help') return { view: startView(state) };
  if (foot === 'menu') return commanded(startView(state), key, commands);
  if (key.name === 'escape') return { view: { state, foot: 'menu', note: null } };
  if (key.ctrl && !asking.typed) return { view };
  const did = asking.press(state, key, asked);
  if (did) {
    const { response, note = null } = did;
    const next = startView(did.state, note);
    return response === undefined ? { view: next } : { view: next, response };
  }
  return asking.typed ? { view } : commanded(view, key, commands);
}

function commanded<State, Command extends string>(
  view: View<State>,
  { name, ctrl }: Key,
  { letters }: Commands<Command>,
): Outcome<State, never, Command> {
  if (ctrl) return { view };
  if (name === '?' || name === 'h') return { view: { ...view, foot: 'help', note: null } };
  const command = letters.find(({ key }) => key === name)?.command;
  return command ? { view, command } : { view };
}

const HELP: Hint = ['?', 'help'];

/** Help stands before the last one, which leaves. */
const hintsOf = ({ letters }: Commands<string>): Hint[] =>
  letters.map(({ key, does }): Hint => [key, does]).toSpliced(-1, 0, HELP);

/** Below this width only what is needed to go on is named. */
const NARROW = 60;

/** The lines at the foot. */
export function footLines<State, Subject = Shown>(
  { state, foot, note }: View<State>,
  asking: Asking<State, unknown, Subject>,
  asked: Subject,
  layout: Layout,
  commands: Commands<string>,
): string[] {
  const { paint, width } = layout;
  const hints = hintsOf(commands);
  if (foot === 'help') return helpLines(asking, asked, state, layout, commands);
  if (foot === 'menu') return keyLines([...hints, ['Esc', 'back']], layout);
  const own = asking.hints(state, asked);
  // A letter that answers is no command: that one is in the menu alone.
  const taken = (name: string) => Boolean(asking.press(state, { name, ctrl: false, text: name }, asked));
  const free = asking.typed ? [] : hints.filter(([name]) => !taken(name));
  const menu: Hint = ['Esc', asking.typed && width >= NARROW ? inMenu(hints) : 'menu'];
  const all =
    width < NARROW ? [...own, menu] : [...own, ...free, ...(free.length === hints.length ? [] : [menu])];
  return [...(note === null ? [] : hanging('! ', note, width).map(paint.doubt)), ...keyLines(all, layout)];
}

/** What stands in the menu, in a few words. */
const inMenu = (hints: readonly Hint[]) =>
  hints
    .map(([, does]) => does)
    .filter(does => does !== 'flag')
    .join(', ');

/** `a-d answer · s skip`, broken between hints only. */
function keyLines(hints: readonly Hint[], layout: Layout): string[] {
  return flowing(
    hints.map(([key, does]) => `${key} ${does}`),
    layout.width,
  ).map(line => layout.paint.dim(line));
}

/** Facts one after the other, broken between them only. */
export function flowing(facts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + fact.length <= width)
      lines[lines.length - 1] = `${last} · ${fact}`;
    else lines.push(fact);
  }
  return lines;
}

function helpLines<State, Subject>(
  asking: Asking<State, unknown, Subject>,
  asked: Subject,
  state: State,
  { paint, width }: Layout,
  commands: Commands<string>,
): string[] {
  const how = asking.typed ? 'Esc, then' : '';
  const letters = commands.letters
    .map(({ key, explained }): Hint => [key, explained])
    .toSpliced(-1, 0, ['?', 'this help']);
  const rows = [
    ...asking.hints(state, asked),
    ...letters.map(([key, does]): Hint => [`${how} ${key}`.trim(), does]),
    ['Esc', 'a menu of the letters above, in case one of them answers'] as const,
    ['Ctrl-C', commands.interrupt] as const,
  ];
  const room = width < NARROW ? 0 : Math.max(...rows.map(([key]) => key.length));
  return [
    paint.strong('Keys'),
    ...rows.flatMap(([key, does]) => {
      const [first = '', ...rest] = hanging(`  ${key.padEnd(room)}  `, does, width);
      return [`  ${paint.code(key)}${first.slice(2 + key.length)}`, ...rest];
    }),
    paint.dim('Any key goes back.'),
  ];
}
