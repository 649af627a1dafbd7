import type { Layout } from '../../report/lines.ts';
import type { Key } from './keys.ts';
import type { Drawing } from './kinds/kind.ts';

/** A line of text that is being typed, and where in it the cursor stands. */
export interface Line {
  readonly text: string;
  readonly at: number;
}

export const EMPTY: Line = { text: '', at: 0 };
const PROMPT = '❯ ';

/** What a key does to the line; null where it does nothing. */
export function edited({ text, at }: Line, key: Key): Line | null {
  const before = text.slice(0, at);
  const after = text.slice(at);
  if (key.text !== '') return { text: `${before}${key.text}${after}`, at: at + key.text.length };
  switch (key.ctrl ? `ctrl-${key.name}` : key.name) {
    case 'backspace':
    case 'ctrl-h': {
      const shorter = before.replace(/.$/su, '');
      return { text: `${shorter}${after}`, at: shorter.length };
    }
    case 'delete':
      return { text: `${before}${after.replace(/^./su, '')}`, at };
    case 'left':
      return { text, at: before.replace(/.$/su, '').length };
    case 'right':
      return { text, at: text.length - after.replace(/^./su, '').length };
    case 'home':
    case 'ctrl-a':
      return { text, at: 0 };
    case 'end':
    case 'ctrl-e':
      return { text, at: text.length };
    case 'ctrl-u':
      return { text: after, at: 0 };
    case 'ctrl-w': {
      const shorter = before.replace(/\S*\s*$/, '');
      return { text: `${shorter}${after}`, at: shorter.length };
    }
    default:
      return null;
  }
}

/** @param after stands behind the text, such as a unit */
export function drawnLine({ text, at }: Line, { paint, width }: Layout, after = ''): Drawing {
  const room = width - PROMPT.length - 1;
  const rows = Math.floor(Math.max(text.length, at) / room) + 1;
  const lines = Array.from({ length: rows }, (_, row) => {
    const part = text.slice(row * room, (row + 1) * room);
    return `${row === 0 ? paint.strong(PROMPT) : '  '}${part}`;
  });
  const suffix = after === '' ? [] : [paint.dim(`  ${after}`)];
  const whole = rows === 1 && text.length + after.length + 1 <= room;
  return {
    lines: whole ? [`${lines[0]}${after === '' ? '' : ` ${paint.dim(after)}`}`] : [...lines, ...suffix],
    row: Math.floor(at / room),
    column: PROMPT.length + (at % room),
  };
}
