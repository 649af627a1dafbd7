import type { Item } from '../content/questions/bank.ts';
import { UserError } from '../errors.ts';
import { letterOf, placeOf } from './letters.ts';
import { type Asked, type Mode, RATINGS, type Rating, type Response } from './model.ts';
import { present } from './present.ts';

/** Version 1 of what `quiz --format json` prints. Fields may be added, never removed or given another meaning. */
export function askedJson(items: readonly Item[], { seed, mode }: { seed: string; mode: Mode }) {
  const questions = items.map(item => {
    const { options, lefts, ...rest } = present(item, seed);
    return {
      ...rest,
      options: options.map((text, place) => ({ key: keyOf(rest.kind, place), text })),
      lefts: lefts.map((text, place) => ({ key: String(place + 1), text })),
    };
  });
  return { version: 1, seed, mode, questions };
}

/** Lines of a listing are counted, all else has letters. */
const keyOf = (kind: Asked['kind'], place: number) =>
  kind === 'fault' ? String(place + 1) : letterOf(place);

/**
 * An answer as it is written in a file: the letters of options (`b`, `a, c`, `[a, c]`), for a `match` in the order of
 * its left sides, or by them (`{1: b, 2: a}`); a number; a text; the number of a line; for a card a rating.
 * Throws UserError that says what was expected.
 */
export function responseOf(asked: Asked, value: unknown): Response {
  switch (asked.kind) {
    case 'choice': {
      const [pick, ...more] = letters(asked, value);
      if (pick === undefined || more.length > 0) throw expected(asked, value);
      return { kind: 'choice', pick };
    }
    case 'choices':
      return { kind: 'choices', picks: [...new Set(letters(asked, value))] };
    case 'order':
      return { kind: 'order', order: insistOnAll(asked, value) };
    case 'match':
      return { kind: 'match', picks: insistOnAll(asked, isPairs(value) ? byLeft(asked, value) : value) };
    case 'number': {
      const number =
        typeof value === 'string' ? Number(value.replaceAll(/[,_\s]/g, '') || Number.NaN) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw expected(asked, value);
      return { kind: 'number', value: number };
    }
    case 'text':
      if (typeof value !== 'string' && typeof value !== 'number') throw expected(asked, value);
      return { kind: 'text', text: String(value) };
    case 'fault': {
      const line = Number(value) - 1;
      if (asked.options[line] === undefined) throw expected(asked, value);
      return { kind: 'fault', line };
    }
    case 'card':
      if (!RATINGS.includes(value as Rating)) throw expected(asked, value);
      return { kind: 'card', rating: value as Rating };
  }
}

/** An answer as it is written in a file: what `responseOf` reads. */
export function written(response: Response): string | number {
  const joined = (places: readonly number[], by: string) => places.map(letterOf).join(by);
  switch (response.kind) {
    case 'choice':
      return letterOf(response.pick);
    case 'choices':
      return joined(response.picks, ', ');
    case 'order':
      return joined(response.order, ' ');
    case 'match':
      return joined(response.picks, ' ');
    case 'number':
      return response.value;
    case 'text':
      return response.text;
    case 'fault':
      return response.line + 1;
    case 'card':
      return response.rating;
  }
}

const isPairs = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byLeft = ({ lefts }: Asked, value: Record<string, unknown>) =>
  lefts.map((_, place) => value[String(place + 1)] ?? '?');

/** The places of options that are named by their letters. */
function letters(asked: Asked, value: unknown): number[] {
  const names = Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value.split(/[\s,;]+/).flatMap(part => [...part])
      : [];
  const places = names.map(placeOf);
  if (places.length === 0 || places.some(place => asked.options[place] === undefined))
    throw expected(asked, value);
  return places;
}

function insistOnAll(asked: Asked, value: unknown): number[] {
  const places = letters(asked, value);
  if (places.length !== asked.options.length || new Set(places).size !== places.length)
    throw expected(asked, value);
  return places;
}

function expected(asked: Asked, value: unknown): UserError {
  const { options, kind } = asked;
  const last = letterOf(options.length - 1);
  const what = {
    choice: `one letter from a to ${last}`,
    choices: `letters from a to ${last}, such as "a, c"`,
    order: `each letter from a to ${last} once, the first step first`,
    match: `each letter from a to ${last} once, in the order of the left sides`,
    number: 'a number',
    text: 'a text',
    fault: `the number of a line, from 1 to ${options.length}`,
    card: `one of ${RATINGS.join(', ')}`,
  }[kind];
  return new UserError(`expected ${what}, found ${JSON.stringify(value)}`);
}
