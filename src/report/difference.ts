import { diffJson } from 'diff';
import { printable } from './printable.ts';

/** One line of a comparison: in both, only in what was expected (`-`), or only in what came (`+`). */
export interface DifferenceLine {
  sign: ' ' | '-' | '+';
  text: string;
}

const CONTEXT = 3;
const MAX_LINES = 40;

/** Are both JSON structures, so that comparing them line by line says something? */
export const comparable = (expected: unknown, actual: unknown): expected is object =>
  isStructure(expected) && isStructure(actual);

const isStructure = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isMapping = (value: unknown): value is Record<string, unknown> =>
  isStructure(value) && !Array.isArray(value);

/**
 * Expected against actual, line by line; empty where there is nothing to compare. Two JSON structures become a JSON
 * diff. What is expected names only the keys that matter, so further keys of the answer are left out.
 */
export function difference(expected: unknown, actual: unknown): DifferenceLine[] {
  if ((expected ?? null) === null && (actual ?? null) === null) return [];
  if (!isStructure(expected) || !isStructure(actual)) return [...lines('-', expected), ...lines('+', actual)];
  const changes = diffJson(expected, relevant(expected, actual) as object);
  return shortened(
    changes.flatMap(({ value, added, removed }) => {
      const sign = added ? '+' : removed ? '-' : ' ';
      return printable(value)
        .replace(/\n$/, '')
        .split('\n')
        .map(text => ({ sign, text }) as const);
    }),
  );
}

function lines(sign: '-' | '+', value: unknown): DifferenceLine[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null, null, 2);
  return shortened(
    printable(text)
      .split('\n')
      .map(line => ({ sign, text: line })),
  );
}

/** The actual value without the keys that nobody asked for. */
function relevant(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, index) => relevant(expected[index], item));
  }
  if (!isMapping(expected) || !isMapping(actual)) return actual;
  return Object.fromEntries(
    Object.entries(actual)
      .filter(([key]) => key in expected)
      .map(([key, value]) => [key, relevant(expected[key], value)]),
  );
}

/** Only the lines around a change, and at most so many. */
function shortened(all: DifferenceLine[]): DifferenceLine[] {
  const near = all.map((_, at) =>
    all.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const kept = all.flatMap<DifferenceLine>((line, at) => {
    if (near[at]) return [line];
    return at > 0 && near[at - 1] ? [{ sign: ' ', text: '…' }] : [];
  });
  if (kept.length <= MAX_LINES) return kept;
  return [...kept.slice(0, MAX_LINES), { sign: ' ', text: `… ${kept.length - MAX_LINES} more lines` }];
}
