import type { Item } from '../../content/questions/bank.ts';
import type { Happened } from '../../progress/event.ts';
import { present } from '../../quiz/present.ts';
import { Session } from '../../quiz/session.ts';
import { noPaint } from '../../report/paint.ts';
import { type Key, keyOf } from './keys.ts';
import type { Kind, Shown } from './kinds/kind.ts';
import { bare } from './listing.ts';
import type { Tty } from './tty.ts';

const common = {
  topic: 'echoes',
  level: 'basic',
  principle: 'loose-coupling',
  explanation: 'An echo comes from `far` away.',
  source: 'The book of echoes',
} as const;

/** One question of each kind. The options of `choice` stand in this order with the seed `s`. */
export const items = {
  choice: {
    ...common,
    id: 'one',
    kind: 'choice',
    question: 'What does an echo do?',
    choices: [
      { text: 'It answers', right: true },
      { text: 'It asks', why: 'It never begins.' },
      { text: 'It waits', why: 'It comes at once.' },
    ],
    exercise: 'echo',
  },
  choices: {
    ...common,
    id: 'some',
    kind: 'choices',
    question: 'What has an echo?',
    choices: [
      { text: 'A valley', right: true },
      { text: 'A well', right: true },
      { text: 'A pillow', why: 'It is soft.' },
    ],
  },
  order: {
    ...common,
    id: 'steps',
    kind: 'order',
    question: 'In which order?',
    steps: ['call', 'wall', 'ear'],
  },
  match: {
    ...common,
    id: 'pairs',
    kind: 'match',
    question: 'What belongs together?',
    pairs: [
      { left: 'dog', right: 'barks' },
      { left: 'cat', right: 'mews' },
      { left: 'cow', right: 'moos' },
    ],
  },
  number: {
    ...common,
    id: 'count',
    kind: 'number',
    question: 'How many?',
    answer: 1000,
    unit: 'ms',
    near: [{ answer: 1, why: 'That is in seconds.' }],
  },
  text: {
    ...common,
    id: 'word',
    kind: 'text',
    question: 'Which word?',
    accept: ['digest'],
    near: [{ answers: ['hash'], why: 'Close, but of another kind.' }],
  },
  fault: {
    ...common,
    id: 'line',
    kind: 'fault',
    question: 'Which line?',
    code: { language: 'yaml', text: 'a: 1\n\nb:\n  c: 2\n' },
    fault: 'c: 2',
    decoys: [{ line: 'a: 1', why: 'That one is right.' }],
  },
  card: {
    ...common,
    id: 'recall',
    kind: 'card',
    question: 'What is an echo?',
    answer: 'A **voice** that comes back.',
    points: ['a voice', 'comes back'],
  },
} satisfies { [K in Item['kind']]: Extract<Item, { kind: K }> };

export function shownItem(kind: Item['kind']): Shown {
  const item: Item = items[kind];
  const asked = present(item, 's');
  return {
    ...asked,
    listing: asked.code && bare(asked.code.text),
    back: item.kind === 'card' ? { answer: item.answer, points: item.points } : null,
  };
}

/** `a down enter`: names of keys; what is not a name is typed, `^c` with the Ctrl key. */
export function keys(names: string): Key[] {
  const named = /^(up|down|left|right|enter|escape|backspace|delete|home|end)$/;
  return names.split(' ').flatMap(name => {
    if (named.test(name)) return [keyOf(undefined, { name: name === 'enter' ? 'return' : name })];
    if (name === 'space') return [keyOf(' ', { name: 'space' })];
    if (/^\^.$/.test(name)) return [keyOf(undefined, { name: name.slice(1), ctrl: true })];
    return [...name].map(one => keyOf(one, /^[a-z0-9]$/i.test(one) ? { name: one.toLowerCase() } : {}));
  });
}

/** What keys come to in a question: its state, the answer, and the last note. */
export function play<State>(kind: Kind<State>, asked: Shown, names: string) {
  let state = kind.start(asked);
  let last: ReturnType<Kind<State>['press']> = null;
  for (const key of keys(names)) {
    last = kind.press(state, key, asked);
    state = last?.state ?? state;
    if (last?.response) break;
  }
  const { lines } = kind.draw(state, asked, { paint: noPaint, width: 60 });
  return { state, response: last?.response, note: last?.note, lines };
}

export function session(list: readonly Item[]): Session {
  let id = 0;
  return new Session(list, {
    mode: 'review',
    seed: 's',
    scheduled: true,
    retention: 0.9,
    memories: new Map(),
    flagged: new Set(),
    now: () => new Date('2026-01-31T12:00:00Z'),
    newId: () => `event-${++id}`,
  });
}

/** A terminal whose keys are known from the start. Where they end, it is closed. */
export function memoryTty(
  names: string | readonly (Key | 'resize' | 'late')[],
  { columns = 80, rows = 40 } = {},
) {
  const waiting = typeof names === 'string' ? keys(names) : [...names];
  const log: string[] = [];
  const tty: Tty = {
    columns,
    rows,
    write: text => void log.push(text),
    next: async () => waiting.shift() ?? 'closed',
    close: () => void log.push('<closed>'),
  };
  return { tty, log };
}

/** Keeps what is recorded, in the order of what is shown. */
export function memoryLog(log: string[] = []) {
  const events: Happened[] = [];
  const record = async (happened: Happened) => {
    events.push(happened);
    log.push(`<recorded ${happened.type}>`);
  };
  return { events, record };
}
