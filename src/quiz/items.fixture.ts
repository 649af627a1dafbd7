import type { Item } from '../content/questions/bank.ts';
import type { Scheduled } from '../progress/event.ts';
import type { Answered } from '../progress/views.ts';
import type { Learner } from './learner.ts';

const common = {
  topic: 'echo',
  level: 'basic',
  principle: 'loose-coupling',
  explanation: 'Because.',
  source: 'A book',
} as const;

const choices = [
  { text: 'yes', right: true as const },
  { text: 'never', why: 'It happens.' },
  { text: 'at times', why: 'It is more often than that.' },
  { text: 'by day', why: 'By night too.' },
];

/** One question of each kind. */
export const one = {
  choice: { ...common, id: 'a-choice', kind: 'choice', question: 'Does it?', choices, exercise: 'first' },
  choices: {
    ...common,
    id: 'some-choices',
    kind: 'choices',
    question: 'Which?',
    choices: [
      { text: 'red', right: true },
      { text: 'green', right: true, why: 'Green is one of them.' },
      { text: 'blue', right: true },
      { text: 'black', why: 'Black is none.' },
      { text: 'white', why: 'White is none.' },
    ],
  },
  order: {
    ...common,
    id: 'an-order',
    kind: 'order',
    question: 'When?',
    steps: ['one', 'two', 'three', 'four'],
  },
  match: {
    ...common,
    id: 'a-match',
    kind: 'match',
    question: 'What with what?',
    pairs: [
      { left: 'cup', right: 'saucer' },
      { left: 'knife', right: 'fork' },
      { left: 'salt', right: 'pepper' },
    ],
  },
  number: {
    ...common,
    id: 'a-number',
    kind: 'number',
    question: 'How many?',
    answer: 21.6,
    within: 0.5,
    unit: 'minutes',
    near: [{ answer: 43.2, why: 'That is for 30 days.' }],
  },
  text: {
    ...common,
    id: 'a-text',
    kind: 'text',
    question: 'What is it called?',
    accept: ['Circuit breaker', '--previous', 'asynchronous'],
    near: [
      { answers: ['fuse', 'circuit braker box'], why: 'A fuse has to be replaced.' },
      { answers: ['--since=5m'], why: 'That is about time.' },
    ],
  },
  fault: {
    ...common,
    id: 'a-fault',
    kind: 'fault',
    question: 'Which line?',
    code: { language: 'python', text: 'def f():\n\n    a = 1\n    return b\n' },
    fault: 'return b',
    decoys: [{ line: 'a = 1', why: 'That is a good name.' }],
  },
  card: {
    ...common,
    id: 'a-card',
    kind: 'card',
    question: 'What?',
    answer: 'That.',
    points: ['this', 'and that'],
  },
} satisfies { [K in Item['kind']]: Extract<Item, { kind: K }> };

/** A question of one choice, with whatever else is said. */
export const item = (id: string, more: Partial<Item> = {}): Item => ({ ...one.choice, id, ...more }) as Item;

export const learner = (more: Partial<Learner> = {}): Learner => ({
  answers: [],
  memories: new Map(),
  prompted: new Set(),
  timely: new Set(),
  flagged: new Set(),
  ...more,
});

export const answer = (question: string, at: string, more: Partial<Answered> = {}): Answered => ({
  v: 1,
  id: `${question}@${at}`,
  type: 'answered',
  question,
  at,
  mode: 'review',
  seed: 's',
  right: true,
  share: 1,
  rating: 'good',
  durationMs: 5000,
  ...scheduled(),
  ...more,
});

export const scheduled = (more: Partial<Scheduled> = {}): Scheduled => ({
  target: 0.9,
  days: 1,
  stability: 1,
  difficulty: 5,
  reps: 1,
  lapses: 0,
  ...more,
});
export const unscheduled = Object.fromEntries(
  Object.keys(scheduled()).map(key => [key, undefined]),
) as Partial<Answered>;
