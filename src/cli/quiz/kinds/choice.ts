import { digitsOf, letterOf, lettersOf, placeOf, step } from '../keys.ts';
import { placesIn, plainOptions, rowLines } from '../options.ts';
import type { Kind } from './kind.ts';

/** Nothing is picked at first: an Enter too many must not answer. */
interface State {
  cursor: number | null;
}

/** One of several: a letter or a digit answers at once, arrows and Enter answer too. */
export const choice: Kind<State> = {
  title: 'one choice',
  typed: false,
  start: (_, given) => ({ cursor: given?.kind === 'choice' ? given.pick : null }),
  press(state, key, { options }) {
    const { length } = options;
    const place = placeOf(key.name, length);
    if (place !== null) return { state: { cursor: place }, response: { kind: 'choice', pick: place } };
    const by = step(key);
    if (by !== 0) {
      const from = state.cursor ?? (by > 0 ? -1 : 0);
      return { state: { cursor: (from + by + length) % length } };
    }
    if (key.name !== 'enter') return null;
    return state.cursor === null
      ? { state, note: 'Pick one first.' }
      : { state, response: { kind: 'choice', pick: state.cursor } };
  },
  draw: ({ cursor }, { options }, layout) =>
    rowLines(
      options.map((text, index) => ({ head: `${letterOf(index)}) `, text })),
      cursor ?? -1,
      layout,
    ),
  hints: (_, { options: { length } }) => [
    [`${lettersOf(length)} or ${digitsOf(length)}`, 'answer'],
    ['↑↓ Enter', 'too'],
  ],
  plain: plainOptions,
  how: ({ options: { length } }) => `a letter (${lettersOf(length)}) or a number (${digitsOf(length)})`,
  read(line, { options: { length } }) {
    const places = placesIn(line, length);
    if (typeof places === 'string') return places;
    const [pick] = places;
    return pick === undefined || places.length > 1 ? 'Name exactly one.' : { kind: 'choice', pick };
  },
};
