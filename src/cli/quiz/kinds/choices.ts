import { digitsOf, letterOf, lettersOf, placeOf, step } from '../keys.ts';
import { placesIn, plainOptions, rowLines } from '../options.ts';
import type { Kind } from './kind.ts';

interface State {
  cursor: number;
  picks: readonly number[];
}

const toggled = (picks: readonly number[], place: number) =>
  picks.includes(place) ? picks.filter(one => one !== place) : [...picks, place].sort((a, b) => a - b);

/** Several of several: Space or a letter picks and unpicks, Enter answers. */
export const choices: Kind<State> = {
  title: 'several choices',
  typed: false,
  start: (_, given) => ({ cursor: 0, picks: given?.kind === 'choices' ? given.picks : [] }),
  press(state, key, { options: { length } }) {
    const { cursor, picks } = state;
    const place = key.name === 'space' ? cursor : placeOf(key.name, length);
    if (place !== null) return { state: { cursor: place, picks: toggled(picks, place) } };
    const by = step(key);
    if (by !== 0) return { state: { cursor: (cursor + by + length) % length, picks } };
    if (key.name !== 'enter') return null;
    return picks.length === 0
      ? { state, note: 'Pick at least one first: Space, or its letter.' }
      : { state, response: { kind: 'choices', picks } };
  },
  draw: ({ cursor, picks }, { options }, layout) =>
    rowLines(
      options.map((text, index) => ({
        head: `[${picks.includes(index) ? 'x' : ' '}] ${letterOf(index)}) `,
        text,
      })),
      cursor,
      layout,
    ),
  hints: (_, { options: { length } }) => [
    [`${lettersOf(length)}, ${digitsOf(length)} or Space`, 'pick'],
    ['Enter', 'answer'],
  ],
  plain: plainOptions,
  how: ({ options: { length } }) =>
    `all that are right, such as a,c (${lettersOf(length)} or ${digitsOf(length)})`,
  read(line, { options: { length } }) {
    const places = placesIn(line, length);
    if (typeof places === 'string') return places;
    return places.length === 0
      ? 'Name at least one.'
      : { kind: 'choices', picks: places.sort((a, b) => a - b) };
  },
};
