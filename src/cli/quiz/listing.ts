import type { Layout } from '../../report/lines.ts';
import { printable } from '../../report/printable.ts';

/** Words of a listing that are told apart by their look, as far as there are colours. */
export type Tone = 'comment' | 'literal' | 'keyword' | 'name';

export interface Span {
  readonly text: string;
  readonly tone: Tone | null;
}

/** A listing, line by line. */
export type Code = readonly (readonly Span[])[];

/** A listing without colours. */
export const bare = (text: string): Code =>
  printable(text)
    .split('\n')
    .map(line => [{ text: line, tone: null }]);

const WEIGHT = { comment: 'dim', literal: 'literal', keyword: 'strong', name: 'code' } as const;
/** Marks what belongs to the line above. */
const GOES_ON = '↳ ';

/**
 * One line of a listing. What is too long for it goes on below, indented as the line itself and marked, so that the
 * indentation of the code can still be read.
 * @param head stands before it, such as its number
 */
export function codeLines(line: readonly Span[], layout: Layout, head = '  '): string[] {
  const { paint, width } = layout;
  const text = line.map(span => span.text).join('');
  const room = Math.max(12, width - head.length);
  const indent = Math.min(/^ */.exec(text)?.[0].length ?? 0, Math.floor(room / 3));
  const below = `${' '.repeat(head.length + indent)}${paint.dim(GOES_ON)}`;
  return parts(text, room, room - indent - GOES_ON.length).map(
    ([from, to], index) => `${index === 0 ? head : below}${painted(line, from, to, layout)}`,
  );
}

/** Where a text is broken: after a blank or a separator, else where the room ends. */
function parts(text: string, first: number, others: number): [number, number][] {
  const found: [number, number][] = [];
  for (let from = 0; ; ) {
    const room = found.length === 0 ? first : others;
    if (text.length - from <= room) return [...found, [from, text.length]];
    const fitting = text.slice(from, from + room);
    const indent = /^ */.exec(fitting)?.[0].length ?? 0;
    const at = Math.max(...[' ', ',', '/', '=', '('].map(end => fitting.lastIndexOf(end))) + 1;
    const to = from + (at > Math.max(indent, room / 3) ? at : room);
    found.push([from, to]);
    from = to;
  }
}

function painted(line: readonly Span[], from: number, to: number, { paint }: Layout): string {
  let start = 0;
  return line
    .map(({ text, tone }) => {
      const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
      start += text.length;
      return tone === null || part.trim() === '' ? part : paint[WEIGHT[tone]](part);
    })
    .join('')
    .trimEnd();
}
