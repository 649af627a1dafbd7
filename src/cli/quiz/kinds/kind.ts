import type { Asked, Response } from '../../../quiz/model.ts';
import type { Layout } from '../../../report/lines.ts';
import type { Key } from '../keys.ts';
import type { Code } from '../listing.ts';

/** A question with what its drawing needs besides. */
export interface Shown extends Asked {
  /** The listing, its words coloured; null where there is none. */
  readonly listing: Code | null;
  /** What a card hides until one has tried to recall it. */
  readonly back: { readonly answer: string; readonly points: readonly string[] } | null;
}

/** A key, and what it does: `a-d`, `answer`. */
export type Hint = readonly [key: string, does: string];

/** Lines, and the place among them where the cursor stands. */
export interface Drawing {
  readonly lines: readonly string[];
  readonly row: number;
  readonly column: number;
}

/** What a key did: another state, the answer, or a word of what is missing. */
interface Pressed<State, Answer> {
  readonly state: State;
  readonly response?: Answer;
  readonly note?: string;
}

/** Something that keys answer. `Subject`: what they are asked about. */
export interface Asking<State, Answer, Subject = Shown> {
  /** Letters are text here, so that commands go through the menu. */
  readonly typed: boolean;
  /** Null: the key means nothing here. */
  press(state: State, key: Key, asked: Subject): Pressed<State, Answer> | null;
  hints(state: State, asked: Subject): readonly Hint[];
  /** What is printed once above the drawing, since it does not change; empty until there is something. */
  above?(state: State, asked: Subject, layout: Layout): string[];
  draw(state: State, asked: Subject, layout: Layout): Drawing;
}

/**
 * How a kind of question is answered: by keys, drawn anew after each of them, and by a typed line (`--plain`).
 * All of it is pure.
 */
export interface Kind<State> extends Asking<State, Response> {
  /** What is asked for: `one choice`. */
  readonly title: string;
  /** @param given what was answered before, where it may be changed */
  start(asked: Shown, given?: Response): State;
  /** What can be picked, one printed line after the other. */
  plain(asked: Shown, layout: Layout): string[];
  /** How the typed line has to look. */
  how(asked: Asked): string;
  /** The answer that a typed line means; a text says what is wrong with it. */
  read(line: string, asked: Asked): Response | string;
}
