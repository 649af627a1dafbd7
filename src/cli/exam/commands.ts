import { Interrupted } from '../interrupt.ts';
import type { Commands } from '../quiz/view.ts';

const QUIT = {
  key: 'q',
  command: 'quit',
  does: 'quit',
  explained: 'quit for now: what you answered is kept, and the clock goes on',
} as const;

const interrupt = 'the same at once';

/** What letters mean beside the answer to a question. */
export const QUESTION = {
  letters: [
    { key: 'n', command: 'next', does: 'next', explained: 'next question: this one can be answered later' },
    { key: 'p', command: 'previous', does: 'previous', explained: 'previous question' },
    { key: 'f', command: 'flag', does: 'flag', explained: 'flag the question to come back to it' },
    {
      key: 'o',
      command: 'overview',
      does: 'overview',
      explained: 'all questions and exercises: which are answered and flagged; to go to one, and to submit',
    },
    QUIT,
  ],
  interrupt,
} as const satisfies Commands<string>;

export type QuestionCommand = (typeof QUESTION.letters)[number]['command'];

export const OVERVIEW: Commands<'quit'> = { letters: [QUIT], interrupt };

export const INTERRUPTED = 'Interrupted. What you answered is kept, and the clock goes on.';

export function interrupted(): never {
  throw new Interrupted(INTERRUPTED);
}

/** How sitting at an exam ended: for now, by a submission, or since the time was over. */
export type ExamEnd = 'left' | 'submitted' | 'over';
