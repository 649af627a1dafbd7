import type { Asked } from '../../../quiz/model.ts';
import { digitsOf, letterOf, lettersOf, placeOf } from '../keys.ts';
import { placesIn, plainOptions, rowLines } from '../options.ts';
import { prose } from '../prose.ts';
import type { Kind } from './kind.ts';

/** For each left side the place of its right side. */
interface State {
  cursor: number;
  picks: readonly (number | null)[];
}

/** A right side belongs to one left side: who picks it takes it from the other. */
const picked = (picks: State['picks'], at: number, place: number): State['picks'] =>
  picks.map((one, index) => (index === at ? place : one === place ? null : one));

/** The next left side that has no right side yet, else where we are. */
function following(picks: State['picks'], at: number): number {
  const later = picks.findIndex((one, index) => index > at && one === null);
  const any = later === -1 ? picks.indexOf(null) : later;
  return any === -1 ? at : any;
}

/** The next right side that is free; where all are taken, the next one. */
function turned(picks: State['picks'], at: number, by: -1 | 1, length: number): number {
  const from = picks[at] ?? (by > 0 ? -1 : length);
  const around = Array.from({ length }, (_, step) => (from + by * (step + 1) + 2 * length) % length);
  return around.find(place => !picks.includes(place)) ?? around[0] ?? 0;
}

/** For each left side a right side: by its letter, or with the arrows. */
export const match: Kind<State> = {
  title: 'match the pairs',
  typed: false,
  start: ({ lefts }, given) => ({
    cursor: 0,
    picks: given?.kind === 'match' ? given.picks : lefts.map(() => null),
  }),
  press(state, { name }, { options: { length } }) {
    const { cursor, picks } = state;
    const place = placeOf(name, length);
    if (place !== null) {
      const next = picked(picks, cursor, place);
      return { state: { picks: next, cursor: following(next, cursor) } };
    }
    switch (name) {
      case 'up':
      case 'down':
        return {
          state: { picks, cursor: (cursor + (name === 'up' ? -1 : 1) + picks.length) % picks.length },
        };
      case 'left':
      case 'right': {
        const place = turned(picks, cursor, name === 'left' ? -1 : 1, length);
        return { state: { cursor, picks: picked(picks, cursor, place) } };
      }
      case 'backspace':
        return { state: { cursor, picks: picks.with(cursor, null) } };
      case 'enter': {
        const all = picks.filter(one => one !== null);
        if (all.length === picks.length) return { state, response: { kind: 'match', picks: all } };
        const missing = picks.length - all.length;
        return {
          state: { picks, cursor: picks[cursor] === null ? cursor : following(picks, cursor) },
          note: `${missing} ${missing === 1 ? 'has' : 'have'} no partner yet.`,
        };
      }
      default:
        return null;
    }
  },
  above: (_, asked, layout) => [...plainOptions(asked, layout), ''],
  draw({ cursor, picks }, { lefts }, layout) {
    const rows = lefts.map((text, index) => {
      const place = picks[index] ?? null;
      return { head: `${place === null ? '_' : letterOf(place)}  `, text };
    });
    return rowLines(rows, cursor, layout);
  },
  hints: (_, { options: { length } }) => [
    [`${lettersOf(length)} or ${digitsOf(length)}`, 'its partner'],
    ['↑↓ ←→', 'too'],
    ['Enter', 'answer'],
  ],
  plain: (asked, layout) => [
    ...asked.lefts.flatMap((text, index) => prose(text, layout, `  ${index + 1}. `)),
    '',
    ...plainOptions(asked, layout),
  ],
  how: ({ lefts }) => `the letter for 1, the letter for 2 and so on, ${lefts.length} in all, such as c a b`,
  read: (line, asked) => readPairs(line, asked),
};

/** `c a b`, or `1c 2a 3b` in any order. */
function readPairs(line: string, { lefts: { length }, options }: Asked): ReturnType<(typeof match)['read']> {
  const pairs = [...line.toLowerCase().matchAll(/(\d)\s*[-=:>]*\s*([a-z])(?![a-z])/g)];
  const numbered = pairs.length > 0;
  const places = placesIn(numbered ? pairs.map(([, , letter]) => letter).join(' ') : line, options.length);
  if (typeof places === 'string') return places;
  if (places.length !== length) return `Name ${length} letters, one for each.`;
  if (!numbered) return { kind: 'match', picks: places };
  const picks = pairs.map((_, at) => places[pairs.findIndex(([, number]) => Number(number) === at + 1)]);
  return picks.every(pick => pick !== undefined)
    ? { kind: 'match', picks }
    : `Give a letter for each of 1 to ${length}.`;
}
