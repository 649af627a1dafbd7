import { drawnLine, EMPTY, edited, type Line } from '../typed.ts';
import type { Kind } from './kind.ts';

/** A few words. */
export const text: Kind<Line> = {
  title: 'a few words',
  typed: true,
  start: (_, given) => (given?.kind === 'text' ? { text: given.text, at: given.text.length } : EMPTY),
  press(state, key, asked) {
    if (key.name !== 'enter') {
      const line = edited(state, key);
      return line && { state: line };
    }
    const response = text.read(state.text, asked);
    return typeof response === 'string' ? { state, note: response } : { state, response };
  },
  draw: (state, _, layout) => drawnLine(state, layout),
  hints: () => [['Enter', 'answer']],
  plain: () => [],
  how: () => 'one or a few words',
  read: line => (line.trim() === '' ? 'Type an answer first.' : { kind: 'text', text: line.trim() }),
};
