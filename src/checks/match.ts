import { isDeepStrictEqual } from 'node:util';

/** One place where a value is not what was asked for. `path` is as in `$.orders[0].item`. */
export interface Mismatch {
  path: string;
  expected: string;
  actual: string;
}

type Operator = (wanted: unknown, actual: unknown, path: string) => Mismatch[];

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is it a mapping of operators (`$min`, `$each` …)? */
const isOperators = (value: unknown): value is Record<string, unknown> =>
  isMapping(value) && Object.keys(value).length > 0 && Object.keys(value).every(key => key.startsWith('$'));

/** A value in one line, cut where it is long. */
export function shown(value: unknown, limit = 160): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** A pattern in words, for messages: `an integer`, `at least 2 items`. */
export function inWords(pattern: unknown): string {
  if (!isOperators(pattern)) return shown(spelled(pattern));
  return Object.entries(pattern)
    .map(([key, wanted]) => WORDS[key]?.(wanted) ?? `${key} ${shown(wanted)}`)
    .join(' and ');
}

/** A pattern with its operators in words, wherever they stand in it. */
function spelled(pattern: unknown): unknown {
  if (isOperators(pattern)) return `<${inWords(pattern)}>`;
  if (Array.isArray(pattern)) return pattern.map(spelled);
  if (!isMapping(pattern)) return pattern;
  return Object.fromEntries(Object.entries(pattern).map(([key, value]) => [key, spelled(value)]));
}

const range = (wanted: unknown, unit: string) =>
  isMapping(wanted)
    ? Object.entries(wanted)
        .map(([key, n]) => `${key === '$min' ? 'at least' : 'at most'} ${n} ${unit}`)
        .join(' and ')
    : `exactly ${wanted} ${unit}`;

const article = (noun: string) => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;

const WORDS: Record<string, (wanted: unknown) => string> = {
  $type: wanted => (wanted === 'null' ? 'null' : article(String(wanted))),
  $equals: wanted => `exactly ${shown(wanted)}`,
  $oneOf: wanted => `one of ${shown(wanted)}`,
  $not: wanted => `anything but ${inWords(wanted)}`,
  $matches: wanted => `text that matches /${wanted}/`,
  $contains: wanted => `text that contains ${shown(wanted)}`,
  $notEmpty: () => 'something that is not empty',
  $min: wanted => `at least ${wanted}`,
  $max: wanted => `at most ${wanted}`,
  $length: wanted => range(wanted, 'items'),
  $each: wanted => `every item ${inWords(wanted)}`,
  $has: wanted => `an item like ${inWords(wanted)}`,
  $hasEach: wanted => `an item like each of ${shown(wanted)}`,
  $hasOne: wanted => `exactly one item like ${inWords(wanted)}`,
  $hasNone: wanted => `no item like ${inWords(wanted)}`,
  $unique: wanted => (wanted === true ? 'items that all differ' : `items whose "${wanted}" all differ`),
  $sameItems: wanted => `the items ${shown(wanted)} in any order`,
};

const typeOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
};

const holds =
  (test: (wanted: unknown, actual: unknown) => boolean, name: string): Operator =>
  (wanted, actual, path) =>
    test(wanted, actual) ? [] : [{ path, expected: inWords({ [name]: wanted }), actual: shown(actual) }];

const count = (wanted: unknown, actual: unknown) =>
  Array.isArray(actual) ? actual.filter(item => mismatches(wanted, item).length === 0).length : -1;

const within = (wanted: unknown, n: number) => mismatches(wanted, n).length === 0;

const sameItems = (wanted: unknown, actual: unknown) => {
  if (!Array.isArray(wanted) || !Array.isArray(actual) || wanted.length !== actual.length) return false;
  const left = [...actual];
  return wanted.every(item => {
    const at = left.findIndex(candidate => mismatches(item, candidate).length === 0);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
};

const differ = (key: unknown, actual: unknown) => {
  if (!Array.isArray(actual)) return false;
  const keys = actual.map(item =>
    JSON.stringify(key === true ? item : (item as Record<string, unknown> | null)?.[String(key)]),
  );
  return new Set(keys).size === keys.length;
};

const isNumber = (value: unknown): value is number => typeof value === 'number';

const OPERATORS: Record<string, Operator> = {
  $type: holds((t, a) => (t === 'integer' ? Number.isInteger(a) : typeOf(a) === t), '$type'),
  $equals: holds((w, a) => isDeepStrictEqual(w, a), '$equals'),
  $oneOf: holds((w, a) => Array.isArray(w) && w.some(one => isDeepStrictEqual(one, a)), '$oneOf'),
  $not: holds((w, a) => mismatches(w, a).length > 0, '$not'),
  $matches: holds((w, a) => typeof a === 'string' && new RegExp(String(w)).test(a), '$matches'),
  $contains: holds(
    (w, a) => typeof a === 'string' && a.toLowerCase().includes(String(w).toLowerCase()),
    '$contains',
  ),
  $notEmpty: holds(
    (_, a) =>
      typeof a === 'string'
        ? a.trim() !== ''
        : typeof a === 'object' && a !== null && Object.keys(a).length > 0,
    '$notEmpty',
  ),
  $min: holds((w, a) => isNumber(a) && a >= Number(w), '$min'),
  $max: holds((w, a) => isNumber(a) && a <= Number(w), '$max'),
  $length: holds((w, a) => (Array.isArray(a) || typeof a === 'string') && within(w, a.length), '$length'),
  $each: (wanted, actual, path) =>
    Array.isArray(actual)
      ? actual.flatMap((item, index) => mismatches(wanted, item, `${path}[${index}]`))
      : [{ path, expected: 'a list', actual: shown(actual) }],
  $has: holds((w, a) => count(w, a) > 0, '$has'),
  // The first that is missing says enough.
  $hasEach: (wanted, actual, path) =>
    (Array.isArray(wanted) ? wanted : [wanted])
      .filter(item => count(item, actual) < 1)
      .slice(0, 1)
      .map(item => ({ path, expected: inWords({ $has: item }), actual: shown(actual) })),
  $hasOne: holds((w, a) => count(w, a) === 1, '$hasOne'),
  $hasNone: holds((w, a) => count(w, a) === 0, '$hasNone'),
  $unique: holds(differ, '$unique'),
  $sameItems: holds(sameItems, '$sameItems'),
};

/** The names of all operators, for validation of content. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS);

/**
 * Where `actual` is not what `pattern` asks for; empty when it is. A mapping asks for its keys and allows more,
 * a list asks for exactly its items in their order, `$` operators ask for what docs/authoring.md says of each.
 */
export function mismatches(pattern: unknown, actual: unknown, path = '$'): Mismatch[] {
  if (isOperators(pattern)) {
    return Object.entries(pattern).flatMap(([name, wanted]) => OPERATORS[name]?.(wanted, actual, path) ?? []);
  }
  if (isMapping(pattern)) {
    if (!isMapping(actual))
      return [{ path, expected: `an object like ${inWords(pattern)}`, actual: shown(actual) }];
    return Object.entries(pattern).flatMap(([key, wanted]) =>
      mismatches(wanted, actual[key], `${path}.${key}`),
    );
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(actual))
      return [{ path, expected: `a list like ${inWords(pattern)}`, actual: shown(actual) }];
    if (actual.length !== pattern.length) {
      return [
        {
          path,
          expected:
            pattern.length === 0
              ? 'an empty list'
              : `${pattern.length} ${pattern.length === 1 ? 'item' : 'items'}: ${inWords(pattern)}`,
          actual: `${actual.length} ${actual.length === 1 ? 'item' : 'items'}: ${shown(actual)}`,
        },
      ];
    }
    return pattern.flatMap((wanted, index) => mismatches(wanted, actual[index], `${path}[${index}]`));
  }
  return isDeepStrictEqual(pattern, actual)
    ? []
    : [{ path, expected: shown(pattern), actual: shown(actual) }];
}
