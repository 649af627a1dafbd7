import type { Started } from './attempt.ts';

/** A made-up exam that was begun: two questions, an exercise, ten minutes. */
export const started: Started = {
  type: 'started',
  exam: 'basic',
  title: 'Basic',
  seed: 's',
  minutes: 10,
  paper: 'abc',
  questions: ['one', 'two'],
  exercises: ['first'],
  dir: '/work/basic',
  content: [],
};
