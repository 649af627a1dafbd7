import type { Layout } from '../../report/lines.ts';
import { printable } from '../../report/printable.ts';
import type { Asking, Drawing } from '../quiz/kinds/kind.ts';
import { MARKER, NO_MARKER } from '../quiz/options.ts';
import type { ExamSitting } from './sitting.ts';

/** What can be opened from the overview. */
export type Entry =
  | {
      readonly question: number;
      readonly text: string;
      readonly answered: boolean;
      readonly flagged: boolean;
    }
  | { readonly exercise: string; readonly place: string };

/** The overview of an exam: its sections, with all that is in them. */
export type Board = readonly { readonly title: string; readonly entries: readonly Entry[] }[];

/** @param place how the folder of an exercise is called */
export function boardOf(sitting: ExamSitting, place: (exercise: string) => string): Board {
  const { answers } = sitting.attempt;
  return sitting.paper.sections.map(({ title, questions, exercises }) => ({
    title,
    entries: [
      ...questions.map(item => ({
        question: sitting.items.indexOf(item) + 1,
        text: firstWords(item.question),
        answered: answers.has(item.id),
        flagged: sitting.isFlagged(item),
      })),
      ...exercises.map(({ exercise }) => ({ exercise, place: place(exercise) })),
    ],
  }));
}

const firstWords = (markdown: string) => printable(markdown).replace(/[`*]/g, '').replace(/\s+/g, ' ').trim();

export const entriesOf = (board: Board): Entry[] => board.flatMap(({ entries }) => entries);

/** One line each, as they are read aloud. */
export function boardText(board: Board): string[] {
  return board.flatMap(({ title, entries }) => [
    '',
    `${title}:`,
    ...entries.map(entry => {
      if ('exercise' in entry) return `  ${entry.exercise}: ${entry.place}`;
      const state = `${entry.answered ? 'answered' : 'open'}${entry.flagged ? ', flagged' : ''}`;
      return `  ${entry.question}. ${state}. ${entry.text}`;
    }),
  ]);
}

interface State {
  /** Among the entries. */
  readonly cursor: number;
  /** The digits of a question's number so far. */
  readonly typed: string;
  /** The learner was asked whether to submit. */
  readonly sure: boolean;
}

/** `at`: the place of the entry that the cursor stands on. */
export type Choice =
  | { readonly does: 'open' | 'flag'; readonly entry: Entry; readonly at: number }
  | 'submit';

export const startBoard = (cursor: number): State => ({ cursor, typed: '', sure: false });

/** The overview: each question with its number, whether it is answered, and whether it is flagged. */
export const overview: Asking<State, Choice, Board> = {
  typed: false,
  press(state, { name }, board) {
    const entries = entriesOf(board);
    const { length } = entries;
    const current = entries[state.cursor];
    const by = { up: -1, k: -1, down: 1, j: 1 }[name];
    if (by !== undefined && length > 0) return { state: startBoard((state.cursor + by + length) % length) };
    if (/^\d$/.test(name)) return { state: numbered(state, name, entries) };
    if (name === 'enter' && current)
      return { state, response: { does: 'open', entry: current, at: state.cursor } };
    if (name === 'f' && current && 'question' in current)
      return { state, response: { does: 'flag', entry: current, at: state.cursor } };
    if (name !== 's') return null;
    return state.sure
      ? { state, response: 'submit' }
      : { state: { ...state, sure: true }, note: `${warning(entries)} s once more submits.` };
  },
  draw: drawn,
  hints: () => [
    ['↑↓ or its number', 'choose'],
    ['Enter', 'open'],
    ['f', 'flag'],
    ['s', 'submit'],
  ],
};

/** What is said before a submission. */
export function warning(entries: readonly Entry[]): string {
  const open = entries.filter(entry => 'question' in entry && !entry.answered).length;
  const questions = entries.some(entry => 'question' in entry);
  const left =
    open === 0
      ? 'All questions are answered'
      : `${open} ${open === 1 ? 'question has' : 'questions have'} no answer`;
  return `${questions ? `${left}. ` : ''}Nothing can be changed after you submit.`;
}

/** A second digit goes on with the number where there is such a question, and begins a new one where there is none. */
function numbered(state: State, digit: string, entries: readonly Entry[]): State {
  for (const digits of [`${state.typed}${digit}`, digit]) {
    const cursor = entries.findIndex(entry => 'question' in entry && entry.question === Number(digits));
    if (cursor >= 0) return { cursor, typed: digits, sure: false };
  }
  return { ...state, typed: '', sure: false };
}

function drawn({ cursor }: State, board: Board, layout: Layout): Drawing {
  const { paint, width } = layout;
  const digits = String(entriesOf(board).length).length;
  const lines: string[] = [];
  let row = 0;
  let index = 0;
  for (const { title, entries } of board) {
    lines.push(...(lines.length > 0 ? [''] : []), paint.strong(cut(title, width)));
    for (const entry of entries) {
      const here = index++ === cursor;
      if (here) row = lines.length;
      const line = cut(`${here ? MARKER : NO_MARKER}${entryText(entry, digits)}`, width);
      lines.push(here ? paint.strong(line) : line);
    }
  }
  return { lines: [...lines, '', ...legend(board, layout)], row, column: 0 };
}

function entryText(entry: Entry, digits: number): string {
  if ('exercise' in entry) return `${' '.repeat(digits)} → ${entry.exercise}  ${entry.place}`;
  const { question, answered, flagged, text } = entry;
  return `${String(question).padStart(digits)} ${answered ? '✔' : '·'}${flagged ? '⚑' : ' '} ${text}`;
}

const legend = (board: Board, { paint }: Layout) =>
  entriesOf(board).some(entry => 'question' in entry) ? [paint.dim('✔ answered  · open  ⚑ flagged')] : [];

const cut = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
