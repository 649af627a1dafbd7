import { digitsOf, letterOf, lettersOf, placeOf, step } from '../keys.ts';
import { placesIn, plainOptions, rowLines } from '../options.ts';
import type { Kind } from './kind.ts';

/** Each step keeps the letter that it had at first, whatever its place is. */
interface State {
  order: readonly number[];
  cursor: number;
  held: boolean;
  /** How many were put in their places by typing, from the top. */
  placed: number;
  touched: boolean;
}

function moved(order: readonly number[], from: number, to: number): number[] {
  const rest = order.toSpliced(from, 1);
  return rest.toSpliced(to, 0, order[from] as number);
}

/** Steps are moved with Space and the arrows, or typed one after the other. */
export const order: Kind<State> = {
  title: 'put in order',
  typed: false,
  start: ({ options }, given) => {
    const before = given?.kind === 'order' ? given.order : null;
    return {
      order: before ?? options.map((_, index) => index),
      cursor: 0,
      held: false,
      placed: before?.length ?? 0,
      touched: before !== null,
    };
  },
  press(state, key, { options: { length } }) {
    const place = placeOf(key.name, length);
    if (place !== null) return { state: typed(state, place) };
    const by = step(key);
    if (by !== 0) return { state: walked(state, by) };
    switch (key.name) {
      case 'space':
        return { state: { ...state, held: !state.held, touched: true } };
      case 'backspace':
        return { state: { ...state, held: false, placed: Math.max(0, state.placed - 1) } };
      case 'enter':
        return entered(state);
      default:
        return null;
    }
  },
  draw({ order: places, cursor, held, placed }, { options }, layout) {
    const rows = places.map((place, index) => {
      const number = index < placed ? `${index + 1}.` : held && index === cursor ? '↕ ' : '  ';
      return { head: `${number} ${letterOf(place)}) `, text: options[place] ?? '' };
    });
    return rowLines(rows, cursor, layout);
  },
  hints({ held }, { options: { length } }) {
    if (held)
      return [
        ['↑↓', 'move it'],
        ['Space', 'drop it'],
      ];
    return [
      [`${lettersOf(length)} or ${digitsOf(length)}`, 'the next step'],
      ['Space ↑↓', 'move one'],
      ['Enter', 'answer'],
    ];
  },
  plain: plainOptions,
  how: ({ options: { length } }) => `all ${length} in order, the first one first, such as c a b`,
  read(line, { options: { length } }) {
    const places = placesIn(line, length);
    if (typeof places === 'string') return places;
    return places.length === length ? { kind: 'order', order: places } : `Name all ${length}, each once.`;
  },
};

/** The named step comes next after those that were named before; a step that was named already is taken back. */
function typed(state: State, place: number): State {
  const at = state.order.indexOf(place);
  const named = at < state.placed;
  const placed = named ? state.placed - 1 : state.placed + 1;
  const to = named ? placed : state.placed;
  return { order: moved(state.order, at, to), cursor: to, held: false, placed, touched: true };
}

function walked(state: State, by: -1 | 1): State {
  const { order: places, cursor, held } = state;
  if (!held) return { ...state, cursor: (cursor + by + places.length) % places.length };
  const to = Math.min(Math.max(cursor + by, 0), places.length - 1);
  return { ...state, order: moved(places, cursor, to), cursor: to, placed: 0 };
}

function entered(state: State): ReturnType<(typeof order)['press']> {
  if (state.held) return { state: { ...state, held: false } };
  const { length } = state.order;
  if (state.placed > 0 && state.placed < length - 1)
    return {
      state: { ...state, placed: length },
      note: 'Is the rest in order too? Enter once more answers.',
    };
  if (!state.touched)
    return {
      state: { ...state, touched: true },
      note: 'Nothing was moved yet. Enter once more answers with this order.',
    };
  return { state, response: { kind: 'order', order: state.order } };
}
