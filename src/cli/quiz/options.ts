import type { Asked } from '../../quiz/model.ts';
import type { Layout } from '../../report/lines.ts';
import { letterOf, placeOf } from './keys.ts';
import type { Drawing } from './kinds/kind.ts';
import { prose } from './prose.ts';

export const MARKER = '❯ ';
export const NO_MARKER = '  ';

interface Row {
  /** What stands before the text, such as `a) `. */
  readonly head: string;
  readonly text: string;
  readonly tone?: keyof Layout['paint'];
}

/** A list of which one row may have the cursor. */
export function rowLines(rows: readonly Row[], current: number, layout: Layout): Drawing {
  const { paint } = layout;
  const lines: string[] = [];
  let row = 0;
  for (const [index, { head, text, tone }] of rows.entries()) {
    if (index === current) row = lines.length;
    const marker = index === current ? MARKER : NO_MARKER;
    const [first = '', ...rest] = prose(text, layout, `${marker}${head}`);
    const weight = tone ?? (index === current ? 'strong' : undefined);
    const start = first.slice(0, marker.length + head.length);
    lines.push(`${weight ? paint[weight](start) : start}${first.slice(start.length)}`, ...rest);
  }
  return { lines, row, column: 0 };
}

/** Each option as `a) …`, printed once. */
export const plainOptions = ({ options }: Asked, layout: Layout): string[] =>
  options.flatMap((text, index) => prose(text, layout, `  ${letterOf(index)}) `));

/**
 * The places that a typed line names: `b`, `a,c`, `3 1 2`, `cab`. A text says what is wrong with it.
 */
export function placesIn(line: string, count: number): number[] | string {
  const names = line.toLowerCase().match(/[a-z]|\d+|[^\s,;.)]/g) ?? [];
  const places: number[] = [];
  for (const name of names) {
    const place = placeOf(name, count);
    if (place === null)
      return `There is no "${name}" here: ${letterOf(0)} to ${letterOf(count - 1)}, or 1 to ${count}.`;
    if (places.includes(place)) return `"${name}" stands there twice.`;
    places.push(place);
  }
  return places;
}
