import { RATINGS } from '../../../quiz/model.ts';
import type { Layout } from '../../../report/lines.ts';
import { rowLines } from '../options.ts';
import { prose } from '../prose.ts';
import type { Kind, Shown } from './kind.ts';

/** `shown`: the answer is on the screen. `cursor`: the rating that the arrows stand on. */
interface State {
  shown: boolean;
  cursor: number;
}

const MEANING = {
  again: 'not known, or wrong',
  hard: 'most points, with an effort',
  good: 'the points, as it should be',
  easy: 'all of it, at once',
};
const GOOD = RATINGS.indexOf('good');

/** By 1 to 4, or by the first letter. */
function ratingOf(name: string): number {
  const digit = ['1', '2', '3', '4'].indexOf(name);
  return digit === -1 ? RATINGS.findIndex(rating => name === rating || name === rating[0]) : digit;
}

/** One recalls the answer, reads it, and rates oneself by its points. */
export const card: Kind<State> = {
  title: 'recall',
  typed: false,
  start: () => ({ shown: false, cursor: GOOD }),
  press(state, key) {
    if (!state.shown)
      return key.name === 'enter' || key.name === 'space' ? { state: { ...state, shown: true } } : null;
    const named = ratingOf(key.name);
    const picked = key.name === 'enter' ? state.cursor : named;
    const rating = RATINGS[picked];
    if (rating) return { state: { ...state, cursor: picked }, response: { kind: 'card', rating } };
    const by = { up: -1, left: -1, down: 1, right: 1 }[key.name];
    if (by === undefined) return null;
    return { state: { ...state, cursor: (state.cursor + by + RATINGS.length) % RATINGS.length } };
  },
  above: ({ shown }, asked, layout) => (shown ? [...backLines(asked, layout), ''] : []),
  draw({ shown, cursor }, _, layout) {
    if (!shown)
      return { lines: prose('Answer in your head or aloud, then look.', layout), row: 0, column: 0 };
    return rowLines(
      RATINGS.map((rating, index) => ({ head: `${index + 1}) `, text: `**${rating}**: ${MEANING[rating]}` })),
      cursor,
      layout,
    );
  },
  hints: ({ shown }) =>
    shown
      ? [
          ['1-4 or a h g e', 'rate yourself'],
          ['↑↓ Enter', 'too'],
        ]
      : [['Enter', 'show the answer']],
  plain: backLines,
  how: () => 'how well you knew it: 1 again, 2 hard, 3 good, 4 easy',
  read(line) {
    const rating = RATINGS[ratingOf(line.trim().toLowerCase())];
    return rating ? { kind: 'card', rating } : 'Type 1, 2, 3 or 4, or again, hard, good or easy.';
  },
};

function backLines({ back }: Shown, layout: Layout): string[] {
  if (!back) return [];
  return [
    ...prose(back.answer, layout),
    '',
    layout.paint.strong('Its points'),
    ...back.points.flatMap(point => prose(point, layout, '  - ')),
  ];
}
