import type { Item } from '../content/questions/bank.ts';
import { UserError } from '../errors.ts';
import type { Asked, Mark, Response } from './model.ts';
import { same, typos } from './text.ts';

type Kind = Item['kind'];

/** What an answer to one kind of question was worth. A share of 1 is right. */
export type Marker<K extends Kind> = (
  item: Extract<Item, { kind: K }>,
  asked: Asked,
  response: Extract<Response, { kind: K }>,
) => Pick<Mark, 'share' | 'wrong'> & { near?: boolean };

export const markers: { [K in Kind]: Marker<K> } = {
  choice({ choices }, asked, { pick }) {
    const text = optionAt(asked, pick);
    const picked = choices.find(one => one.text === text);
    if (picked && 'right' in picked) return { share: 1, wrong: [] };
    return { share: 0, wrong: [{ text, why: picked?.why ?? '' }] };
  },

  /** Each right one gives its part, each wrong one takes a part away: marking all of them gives nothing. */
  choices({ choices }, asked, { picks }) {
    const texts = new Set(picks.map(pick => optionAt(asked, pick)));
    const right = choices.filter(one => 'right' in one);
    const hits = right.filter(({ text }) => texts.has(text)).length;
    const wrong = choices.flatMap(one => {
      if ('right' in one === texts.has(one.text)) return [];
      return [{ text: one.text, why: one.why ?? 'This one is right too.' }];
    });
    return { share: Math.max(0, (2 * hits - texts.size) / right.length), wrong };
  },

  /** By pairs of steps that stand in the right order. Half of them do by chance, so half of them is nothing. */
  order({ steps }, asked, { order }) {
    insistOnAll(asked, order);
    const texts = order.map(place => optionAt(asked, place));
    const ranks = texts.map(text => steps.indexOf(text));
    const swapped = ranks.flatMap((rank, place) =>
      ranks.slice(place + 1).filter(later => later < rank),
    ).length;
    const pairs = (steps.length * (steps.length - 1)) / 2;
    const wrong = texts.slice(0, -1).flatMap((text, place) => {
      const next = texts[place + 1] ?? '';
      return steps.indexOf(next) < steps.indexOf(text) ? [{ text, why: `It comes after “${next}”.` }] : [];
    });
    return { share: Math.max(0, (pairs - 2 * swapped) / pairs), wrong };
  },

  match({ pairs }, asked, { picks }) {
    if (picks.length !== pairs.length)
      throw new UserError(
        `The question ${asked.id} has ${pairs.length} left sides, the answer has ${picks.length}.`,
      );
    const wrong = pairs.flatMap(({ left, right }, at) => {
      const text = optionAt(asked, picks[at] ?? Number.NaN);
      if (text === right) return [];
      const owner = pairs.find(pair => pair.right === text)?.left;
      return [{ text: `${left}: ${text}`, why: `That belongs to “${owner}”.` }];
    });
    return { share: (pairs.length - wrong.length) / pairs.length, wrong };
  },

  number({ answer, within = 0, unit, near }, { id }, { value }) {
    if (!Number.isFinite(value)) throw new UserError(`The question ${id} asks for a number.`);
    if (isAbout(value, answer, within)) return { share: 1, wrong: [] };
    const miss =
      near.find(one => isAbout(value, one.answer, 0)) ?? near.find(one => isAbout(value, one.answer, within));
    const text = unit === undefined ? String(value) : `${value} ${unit}`;
    return { share: 0, near: miss !== undefined, wrong: [{ text, why: miss?.why ?? '' }] };
  },

  /** What is known as a near miss is one, even where it differs from a right answer by a letter only. */
  text({ accept, near }, _, { text }) {
    if (accept.some(one => same(text, one))) return { share: 1, wrong: [] };
    const mistyped = (answers: readonly string[]) =>
      Math.min(...answers.map(one => typos(text, one) ?? Infinity));
    const miss =
      near.find(({ answers }) => answers.some(one => same(text, one))) ??
      near.find(({ answers }) => mistyped(answers) < Infinity && mistyped(answers) <= mistyped(accept));
    if (!miss && mistyped(accept) < Infinity) return { share: 1, wrong: [] };
    return { share: 0, near: miss !== undefined, wrong: [{ text, why: miss?.why ?? '' }] };
  },

  fault({ fault, decoys }, asked, { line }) {
    const text = optionAt(asked, line).trim();
    if (text === fault) return { share: 1, wrong: [] };
    const why = decoys.find(decoy => decoy.line === text)?.why ?? 'Nothing is wrong with this line.';
    return { share: 0, wrong: [{ text, why }] };
  },

  /** One rates oneself: whatever was recalled somehow was recalled. */
  card: (_, __, { rating }) => ({ share: rating === 'again' ? 0 : 1, wrong: [] }),
};

/** Equal, but for what binary fractions lose. */
const isAbout = (value: number, expected: number, within: number) =>
  Math.abs(value - expected) <= within + Math.abs(expected) * 1e-9;

function optionAt({ id, options }: Asked, place: number): string {
  const text = options[place];
  if (text === undefined)
    throw new UserError(
      `The question ${id} has ${options.length} options, number ${place + 1} is none of them.`,
    );
  return text;
}

function insistOnAll({ id, options }: Asked, order: readonly number[]): void {
  if (new Set(order).size !== options.length || order.length !== options.length)
    throw new UserError(`The answer to ${id} has to name each of its ${options.length} steps once.`);
}
