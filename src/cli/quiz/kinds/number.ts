import type { Response } from '../../../quiz/model.ts';
import { drawnLine, EMPTY, edited, type Line } from '../typed.ts';
import type { Kind } from './kind.ts';

const NOT_A_NUMBER = 'Type a number, such as 12 or 0.5.';
const GROUPED = /^[-+]?\d{1,3}([, _]\d{3})+(\.\d+)?$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** `1,000`, `1 000` and `0,5` are read as people write them; the unit may stand behind it. */
function readNumber(line: string, unit: string | null): Response | string {
  const text = line.trim().toLowerCase();
  const bare = [unit?.toLowerCase(), '%'].reduce<string>(
    (left, end) => (end && left.endsWith(end) ? left.slice(0, -end.length).trim() : left),
    text,
  );
  const plain = GROUPED.test(bare) ? bare.replace(/[, _]/g, '') : bare.replace(',', '.');
  return NUMBER.test(plain) ? { kind: 'number', value: Number(plain) } : NOT_A_NUMBER;
}

/** A number begins with one of these; while nothing is typed, all other keys are commands. */
const BEGINS = /^[-+.,\d]$/;

export const number: Kind<Line> = {
  title: 'a number',
  typed: false,
  // What was answered is not put there: as long as nothing is, letters are commands.
  start: () => EMPTY,
  press(state, key, { unit }) {
    if (key.name !== 'enter') {
      if (state.text === '' && !BEGINS.test(key.text)) return null;
      const line = edited(state, key);
      return line && { state: line };
    }
    const response = readNumber(state.text, unit);
    return typeof response === 'string' ? { state, note: response } : { state, response };
  },
  draw: (state, { unit }, layout) => drawnLine(state, layout, unit ?? ''),
  hints: () => [['Enter', 'answer']],
  plain: () => [],
  how: ({ unit }) => (unit === null ? 'a number' : `a number (${unit})`),
  read: (line, { unit }) => readNumber(line, unit),
};
