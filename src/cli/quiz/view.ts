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

export const COMMANDS = { s: 'skip', f: 'flag', u: 'undo', q: 'quit' } as const;
export type Command = (typeof COMMANDS)[keyof typeof COMMANDS] | 'interrupt' | 'redraw';

/** What a key led to. */
export interface Outcome<State, Answer> {
  readonly view: View<State>;
  readonly response?: Answer;
  readonly command?: Command;
}

export const startView = <State>(state: State): View<State> => ({ state, foot: 'keys', note: null });

/**
 * What a key does. A letter that answers the question answers it; all others, and those of the menu, are commands.
 * Esc opens the menu, so that every command is there in every kind of question.
 */
export function pressed<State, Answer>(
  asking: Asking<State, Answer>,
  view: View<State>,
  key: Key,
  asked: Shown,
): Outcome<State, Answer> {
  const { state, foot } = view;
  if (key.ctrl && key.name === 'c') return { view, command: 'interrupt' };
  if (key.ctrl && key.name === 'l') return { view, command: 'redraw' };
  if (foot === 'help') return { view: startView(state) };
  if (foot === 'menu') return commanded(startView(state), key);
  if (key.name === 'escape') return { view: { state, foot: 'menu', note: null } };
  if (key.ctrl && !asking.typed) return { view };
  const did = asking.press(state, key, asked);
  if (did) {
    const { response, note = null } = did;
    const next: View<State> = { state: did.state, foot: 'keys', note };
    return response === undefined ? { view: next } : { view: next, response };
  }
  return asking.typed ? { view } : commanded(view, key);
}

function commanded<State>(view: View<State>, { name, ctrl }: Key): Outcome<State, never> {
  if (ctrl) return { view };
  if (name === '?' || name === 'h') return { view: { ...view, foot: 'help', note: null } };
  const command = COMMANDS[name as keyof typeof COMMANDS];
  return command ? { view, command } : { view };
}

const SKIP: Hint = ['s', 'skip'];
const REST: readonly Hint[] = [
  ['f', 'flag'],
  ['u', 'undo'],
  ['?', 'help'],
  ['q', 'quit'],
];
/** Below this width only what is needed to go on is named. */
const NARROW = 60;

/** The lines at the foot. `skips`: the question can be skipped. */
export function footLines<State>(
  { state, foot, note }: View<State>,
  asking: Asking<State, unknown>,
  asked: Shown,
  layout: Layout,
  { skips }: { skips: boolean },
): string[] {
  const { paint, width } = layout;
  const commands = skips ? [SKIP, ...REST] : REST;
  if (foot === 'help') return helpLines(asking, asked, state, layout, commands);
  if (foot === 'menu') return keyLines([...commands, ['Esc', 'back']], layout);
  const own = asking.hints(state, asked);
  // A letter that answers is no command: that one is in the menu alone.
  const taken = (name: string) => Boolean(asking.press(state, { name, ctrl: false, text: name }, asked));
  const free = asking.typed ? [] : commands.filter(([name]) => !taken(name));
  const menu: Hint = ['Esc', asking.typed ? 'skip, undo, help, quit' : 'menu'];
  const all =
    width < NARROW ? [...own, menu] : [...own, ...free, ...(free.length === commands.length ? [] : [menu])];
  return [...(note === null ? [] : hanging('! ', note, width).map(paint.doubt)), ...keyLines(all, layout)];
}

/** `a-d answer · s skip`, broken between hints only. */
function keyLines(hints: readonly Hint[], { paint, width }: Layout): string[] {
  const lines: string[] = [];
  for (const [key, does] of hints) {
    const hint = `${key} ${does}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + hint.length <= width)
      lines[lines.length - 1] = `${last} · ${hint}`;
    else lines.push(hint);
  }
  return lines.map(line => paint.dim(line));
}

const EXPLAINED: Record<string, string> = {
  s: 'skip: the question comes another time',
  f: 'flag the question to come back to it',
  u: 'undo the last answer, and answer anew',
  '?': 'this help',
  q: 'quit; what you answered is kept',
};

function helpLines<State>(
  asking: Asking<State, unknown>,
  asked: Shown,
  state: State,
  { paint, width }: Layout,
  commands: readonly Hint[],
): string[] {
  const how = asking.typed ? 'Esc, then' : '';
  const rows = [
    ...asking.hints(state, asked),
    ...commands.map(([key]): Hint => [`${how} ${key}`.trim(), EXPLAINED[key] ?? '']),
    ['Esc', 'a menu of the letters above, in case one of them answers'] as const,
    ['Ctrl-C', 'end at once; what you answered is kept'] as const,
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
