import { distance } from 'fastest-levenshtein';

const ARTICLES = new Set(['a', 'an', 'the']);
/** Below this many letters another letter is another word. */
const LONG = 6;
const VERY_LONG = 10;
/** Names, flags and addresses are written as they are: a typo in them is a mistake. */
const WORDS = /^[\p{L}\s-]+$/u;

/**
 * What is left of a text when everything is taken away that makes no difference: case, accents, punctuation, articles,
 * plurals, and whether words are written together, apart or with a hyphen.
 */
function essence(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? [])
    .filter(word => !ARTICLES.has(word))
    .map(singular)
    .join('');
}

/** English plurals, roughly: both sides of a comparison go through it, so that it need not be a real word. */
function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The same, but for what makes no difference. */
export const same = (text: string, other: string): boolean => {
  const own = essence(text);
  return own !== '' && own === essence(other);
};

/**
 * How many letters of a word are mistyped; null where it is another word. The first letter has to be right:
 * one letter in front makes the opposite of many words (`asynchronous`).
 */
export function typos(text: string, expected: string): number | null {
  const [own, right] = [essence(text), essence(expected)];
  if (!WORDS.test(expected) || right.length < LONG || own[0] !== right[0]) return null;
  const wrong = distance(own, right);
  return wrong <= (right.length < VERY_LONG ? 1 : 2) ? wrong : null;
}
