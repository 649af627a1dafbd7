import type { YAMLError } from 'yaml';

type Fault = Pick<YAMLError, 'code' | 'message' | 'pos'>;

interface Explained {
  offset: number;
  message: string;
}

/** What the YAML parser complains of, in words that say what to change. */
export function explained(text: string, faults: readonly Fault[]): Explained[] {
  // A line that is indented too deep gives two faults at one place: the second knows where it ends.
  const multiline = new Set(faults.filter(({ code }) => code === 'MULTILINE_IMPLICIT_KEY').map(at));
  const told = faults.flatMap(fault => {
    if (fault.code === 'BLOCK_AS_IMPLICIT_KEY' && multiline.has(at(fault))) return [];
    return [tab(text, fault) ?? (fault.code === 'MULTILINE_IMPLICIT_KEY' ? key(text, fault) : plain(fault))];
  });
  return told.filter((fault, index) => !follows(text, told[index - 1], fault));
}

/** What is found on the line of a mistake or the next one is most often no mistake of its own. */
function follows(text: string, earlier: Explained | undefined, fault: Explained): boolean {
  if (!earlier || (fault.message === TAB && fault.offset !== earlier.offset)) return false;
  return text.slice(earlier.offset, fault.offset).split('\n').length <= 2;
}

const TAB =
  'this line is indented with a tab; YAML allows spaces only. Put spaces in its place, two for each level.';

const at = ({ pos }: Fault) => pos[0];
const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
const lineAt = (text: string, offset: number) =>
  /^[^\r\n]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';

function tab(text: string, { code, pos }: Fault): Explained | null {
  const start = lineStart(text, pos[0]);
  if (code !== 'TAB_AS_INDENT' && !/^ *\t/.test(lineAt(text, pos[0]))) return null;
  return { offset: start, message: TAB };
}

/** A key that goes on over the end of its line: its colon is missing, or the next line is indented too deep. */
function key(text: string, { pos }: Fault): Explained {
  const [start, end] = pos;
  const first = /^[^\r\n]*/.exec(text.slice(start))?.[0].trim() ?? '';
  if (text.slice(lineStart(text, start), start).includes(': ')) {
    const message =
      'this line is indented deeper than the line above it, which has a value already. Let both begin at the same column.';
    return { offset: lineStart(text, end), message };
  }
  if (/^[\w./-]+:\S/.test(first)) {
    const name = first.split(':')[0];
    const message = `a space is missing after \`${name}:\`. Write \`${first.replace(':', ': ')}\`.`;
    return { offset: start, message };
  }
  return { offset: start, message: `\`${first}\` has no colon after it: expected \`key: value\`.` };
}

const WORDS: readonly [RegExp, string][] = [
  [
    /same column/,
    'this line begins at another column than the keys it belongs to. Let all keys of one level begin at the same column.',
  ],
  [
    /without - indicator/,
    'this line stands in a list, but it neither begins with `- ` nor at the column of the key above it.',
  ],
  [
    /Nested mappings/,
    'two colons on one line: put a text that has `: ` in it in quotes, or begin a new line.',
  ],
  [/block-seq-ind on same line/, 'a list begins below its key: put `- …` on a line of its own.'],
  [/end with a \]/, 'a list that begins with `[` before this place never ends: a `]` is missing.'],
  [/end with a \}/, 'what begins with `{` before this place never ends: a `}` is missing.'],
  [/Missing closing ["']/, 'a text in quotes begins before this place and never ends: a quote is missing.'],
];

function plain({ code, message, pos }: Fault): Explained {
  if (code === 'BAD_SCALAR_START') {
    const character = message.at(-1);
    return { offset: pos[0], message: `a text that begins with \`${character}\` must stand in quotes.` };
  }
  const words = WORDS.find(([pattern]) => pattern.test(message))?.[1];
  return { offset: pos[0], message: words ?? message };
}
