import type { Layout } from '../../../report/lines.ts';
import { step } from '../keys.ts';
import { bare, codeLines } from '../listing.ts';
import { MARKER, NO_MARKER } from '../options.ts';
import type { Kind, Shown } from './kind.ts';

/** `typed`: the digits of a line's number so far. */
interface State {
  cursor: number | null;
  typed: string;
}

const isCode = ({ options }: Pick<Shown, 'options'>, line: number) => (options[line] ?? '').trim() !== '';

/** One line of a listing is wrong: arrows or the line's number mark it, Enter answers. */
export const fault: Kind<State> = {
  title: 'find the faulty line',
  typed: false,
  start: (_, given) => ({ cursor: given?.kind === 'fault' ? given.line : null, typed: '' }),
  press(state, key, asked) {
    const by = step(key);
    if (by !== 0) return { state: { cursor: next(asked, state.cursor, by), typed: '' } };
    if (/^\d$/.test(key.name)) return { state: numbered(asked, `${state.typed}${key.name}`, key.name) };
    if (key.name === 'backspace') return { state: numbered(asked, state.typed.slice(0, -1), '') };
    if (key.name !== 'enter') return null;
    return state.cursor === null
      ? { state, note: 'Mark a line first.' }
      : { state, response: { kind: 'fault', line: state.cursor } };
  },
  draw: ({ cursor }, asked, layout) => numberedLines(asked, cursor, layout),
  hints: (_, { options: { length } }) => [
    [`↑↓ or 1-${length}`, 'mark a line'],
    ['Enter', 'answer'],
  ],
  plain: (asked, layout) => [...numberedLines(asked, null, layout).lines],
  how: ({ options: { length } }) => `the number of the line (1-${length})`,
  read(line, { options }) {
    const number = Number(line.trim());
    if (!/^\s*\d+\s*$/.test(line) || number < 1 || number > options.length)
      return `Type the number of a line, 1 to ${options.length}.`;
    return isCode({ options }, number - 1) ? { kind: 'fault', line: number - 1 } : 'That line is empty.';
  },
};

/** The next line with code in it, from the last to the first and back. */
function next(asked: Shown, cursor: number | null, by: -1 | 1): number | null {
  const { length } = asked.options;
  let line = cursor ?? (by > 0 ? -1 : length);
  for (let tried = 0; tried < length; tried++) {
    line = (line + by + length) % length;
    if (isCode(asked, line)) return line;
  }
  return cursor;
}

/** A second digit goes on with the number where there is such a line, and begins a new one where there is none. */
function numbered(asked: Shown, typed: string, last: string): State {
  for (const digits of [typed, last]) {
    const line = Number(digits) - 1;
    if (digits !== '' && isCode(asked, line)) return { cursor: line, typed: digits };
  }
  return { cursor: null, typed: '' };
}

function numberedLines({ options, listing }: Shown, cursor: number | null, layout: Layout) {
  const { paint } = layout;
  const code = listing ?? bare(options.join('\n'));
  const digits = String(options.length).length;
  const lines: string[] = [];
  let row = 0;
  for (const [index, spans] of code.entries()) {
    const marked = index === cursor;
    if (marked) row = lines.length;
    const number = `${marked ? MARKER : NO_MARKER}${String(index + 1).padStart(digits)}`;
    const head = `${number}  `;
    const [first = '', ...rest] = codeLines(spans, layout, head);
    const weight = marked ? paint.strong : paint.dim;
    lines.push(`${weight(number)}${first.slice(number.length)}`.trimEnd(), ...rest);
  }
  return { lines, row, column: 0 };
}
