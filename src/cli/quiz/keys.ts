import type { Key as Typed } from 'node:readline';

/** A key as the quiz knows it. */
export interface Key {
  /** `a`, `1`, `?`, `up`, `enter`, `escape`, `space`, `backspace`, … Letters are lower case. */
  readonly name: string;
  readonly ctrl: boolean;
  /** What it writes into a line of text; empty for keys that write nothing. */
  readonly text: string;
}

const NAMES: Record<string, string> = { return: 'enter', linefeed: 'enter' };
const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;

/** A key of Node's `keypress` events. */
export function keyOf(text: string | undefined, { name, ctrl = false, meta = false }: Typed): Key {
  const written = !ctrl && !meta && text !== undefined && PRINTABLE.test(text) ? text : '';
  const called = name ?? text ?? '';
  return { name: NAMES[called] ?? called.toLowerCase(), ctrl, text: written };
}

/** What moves up and down a list, by arrows or as in vi. */
export const step = ({ name }: Key): -1 | 0 | 1 =>
  name === 'up' || name === 'k' ? -1 : name === 'down' || name === 'j' ? 1 : 0;

export const letterOf = (index: number): string => String.fromCharCode(97 + index);

/** The place that a letter or a digit names, counted from 0; null where it names none of them. */
export function placeOf(name: string, count: number): number | null {
  const place = /^[1-9]$/.test(name) ? Number(name) - 1 : /^[a-z]$/.test(name) ? name.charCodeAt(0) - 97 : -1;
  return place >= 0 && place < count ? place : null;
}

/** `a-d`, or `1-4`. */
export const lettersOf = (count: number): string => `a-${letterOf(count - 1)}`;
export const digitsOf = (count: number): string => `1-${count}`;
