/** Lines of the file that are the input of an instruction. */
export interface Heredoc {
  name: string;
  lines: readonly string[];
}

interface Taken {
  heredocs: Heredoc[];
  problems: string[];
  /** The first line behind them. */
  next: number;
}

const MAY_HAVE = new Set(['RUN', 'COPY', 'ADD']);
const WORD = /^\d*<<(-?)(?:"(\w[\w.-]*)"|'(\w[\w.-]*)'|(\w[\w.-]*))$/;
/**
 * What can change where a word ends: quotes, escapes, variables, a JSON list. One quote that does not end, even behind the
 * heredoc, and the engine sees none.
 */
const UNCLEAR = /["'\\`$[]|[^\t -~]/;

/**
 * The heredocs that an instruction begins, with the lines from `start` on that are theirs. Only plain ones are taken: where
 * the engine might see none, the lines below would be instructions, and the other way round.
 */
export function heredocsOf(keyword: string, rest: string, lines: readonly string[], start: number): Taken {
  const taken: Taken = { heredocs: [], problems: [], next: start };
  const onbuild = keyword === 'ONBUILD';
  if (!rest.includes('<<') || !(MAY_HAVE.has(keyword) || onbuild) || jsonWords(rest)) return taken;
  const words = rest.split(/[\t ]+/);
  const begins = words.filter(word => word.includes('<<') && !word.includes('<<<'));
  if (begins.length === 0) return taken;
  const others = words.filter(word => !begins.includes(word));
  if (onbuild || UNCLEAR.test(others.join(' ')) || !begins.every(word => WORD.test(word))) {
    taken.problems.push(
      '`<<` begins a heredoc here, or it does not: that depends on who reads it. Write it as `<<EOF`, a word of its own, with no quotes, backslashes, brackets or variables on that line; or put the lines into a file and `COPY` it.',
    );
    return taken;
  }
  for (const word of begins) {
    const [, chomp, ...names] = WORD.exec(word) ?? [];
    const name = names.find(found => found !== undefined) ?? '';
    const isEnd = (line: string) => (chomp ? line.replace(/^\t+/, '') : line) === name;
    const end = lines.findIndex((line, index) => index >= taken.next && isEnd(line));
    if (end === -1) {
      taken.problems.push(`The heredoc \`${word}\` does not end: expected a line \`${name}\` below it.`);
      taken.next = lines.length;
      return taken;
    }
    taken.heredocs.push({ name, lines: lines.slice(taken.next, end) });
    taken.next = end + 1;
  }
  return taken;
}

/** A JSON list of texts; null for anything else. */
export function jsonWords(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(word => typeof word === 'string') ? value : null;
  } catch {
    return null;
  }
}
