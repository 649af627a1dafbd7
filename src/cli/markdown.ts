import type { Token, Tokens } from 'marked';
import type { Layout } from '../report/lines.ts';
import { wrap } from '../report/wrap.ts';
import type { Terminal } from './terminal.ts';

/** Markdown for stdout: drawn for a person at a terminal, as it is for a pipe. */
export async function rendered(
  markdown: string,
  { outIsTerminal, outLayout }: Pick<Terminal, 'outIsTerminal' | 'outLayout'>,
): Promise<string> {
  if (!outIsTerminal) return markdown;
  const { lexer } = await import('marked');
  return `${blocks(lexer(markdown), outLayout).join('\n')}\n`;
}

const NO_BREAK = '\u00a0';
const CODE_SPAN = /`[^`]+`/g;
const GAP = '  ';
const MIN_COLUMN = 24;

/** The lines of blocks, an empty line between them unless they are `tight`. */
function blocks(tokens: readonly Token[], layout: Layout, tight = false): string[] {
  const drawn = tokens.map(token => block(token as Tokens.Generic, layout)).filter(lines => lines.length > 0);
  return drawn.flatMap((lines, index) => (index > 0 && !tight ? ['', ...lines] : lines));
}

function block(token: Tokens.Generic, layout: Layout): string[] {
  const { paint } = layout;
  switch (token.type) {
    case 'heading':
      return filled(inline(token.tokens), layout).map(paint.strong);
    case 'paragraph':
    case 'text':
      return filled(inline(token.tokens ?? [token]), layout);
    case 'code':
      return String(token.text)
        .split('\n')
        .map(line => `    ${line}`.trimEnd());
    case 'blockquote':
      return below('| ', blocks(token.tokens ?? [], narrower(layout, 2)));
    case 'list':
      return (token as Tokens.List).items.flatMap((item, index) => {
        const mark = token.ordered ? `${Number(token.start || 1) + index}. ` : '- ';
        const head = `  ${mark}`;
        const [first = '', ...rest] = blocks(item.tokens, narrower(layout, head.length), !item.loose);
        return [`${head}${first}`, ...below(' '.repeat(head.length), rest)];
      });
    case 'table':
      return table(token as Tokens.Table, layout);
    default:
      return [];
  }
}

const narrower = (layout: Layout, by: number): Layout => ({ paint: layout.paint, width: layout.width - by });
const below = (indent: string, lines: readonly string[]) => lines.map(line => `${indent}${line}`.trimEnd());

/** Text of inline marks: code keeps its backquotes and is not broken, the rest is plain. */
function inline(tokens: readonly Token[] = []): string {
  return tokens
    .map((token): string => {
      if (token.type === 'codespan') return `\`${token.text.replaceAll(' ', NO_BREAK)}\``;
      if (token.type === 'link' && token.href !== token.text)
        return `${inline(token.tokens)} (${token.href})`;
      if (token.type === 'br') return '\n';
      if ('tokens' in token && token.tokens) return inline(token.tokens);
      return 'text' in token ? String(token.text).replaceAll('\n', ' ') : '';
    })
    .join('');
}

function filled(text: string, layout: Layout): string[] {
  return wrap(text, layout.width).map(line => finished(line, layout));
}

/** Code in its colour, and blanks that held a line together as blanks. */
const finished = (line: string, { paint }: Layout) =>
  line.replaceAll(CODE_SPAN, code => paint.code(code)).replaceAll(NO_BREAK, ' ');

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** In columns where the last one has room, else one row after the other. */
function table({ header, rows }: Tokens.Table, layout: Layout): string[] {
  const { paint, width } = layout;
  const [heads = [], ...cells] = [header, ...rows].map(row => row.map(cell => inline(cell.tokens)));
  const natural = heads.map((head, column) =>
    Math.max(head.length, ...cells.map(row => row[column]?.length ?? 0)),
  );
  const room = width - sum(natural.slice(0, -1)) - GAP.length * (heads.length - 1);
  const last = Math.min(room, natural.at(-1) ?? 0);
  if (room < MIN_COLUMN && last === room)
    return cells.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...stacked(heads, row, layout)]);

  const widths = natural.with(-1, last);
  const line = (row: readonly string[]) => {
    const wrapped = row.map((text, column) => wrap(text, widths[column] ?? MIN_COLUMN));
    const height = Math.max(...wrapped.map(({ length }) => length));
    return Array.from({ length: height }, (_, at) =>
      wrapped
        .map((lines, column) => (lines[at] ?? '').padEnd(widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
    );
  };
  const rule = paint.dim('-'.repeat(sum(widths) + GAP.length * (heads.length - 1)));
  return [...line(heads).map(paint.strong), rule, ...cells.flatMap(line).map(one => finished(one, layout))];
}

function stacked(
  heads: readonly string[],
  [first = '', ...others]: readonly string[],
  layout: Layout,
): string[] {
  const rest = others.flatMap((text, at) =>
    below('  ', filled(`${heads[at + 1]}: ${text}`, narrower(layout, 2))),
  );
  return [...filled(first, layout).map(layout.paint.strong), ...rest];
}
