import { printable } from '../printable.ts';
import type { Fact } from './evidence.ts';
import { runs } from './prose.ts';

// What stands here ends up beside a class's grades, on a page of GitHub or GitLab: no text of a submission may become a link, a
// picture, a mention, a heading or HTML.
const MARKS = /[\\`*_|<>[\]#&~$@]/g;
const ADDRESSES = /(:)(\/\/)|(www)(\.)/gi;

/** Text in a table or a paragraph of Markdown, whatever it holds: one line, and nothing but text. */
export const safe = (text: string) =>
  printable(text)
    .replaceAll(MARKS, '\\$&')
    .replaceAll(ADDRESSES, '$1$3\\$2$4')
    .replaceAll(/\s*\n\s*/g, ' ');

/** The same with its `code` and **strong** kept. */
export const safeProse = (text: string) =>
  runs(text)
    .map(({ form, text }) => {
      if (form === 'strong') return `**${safe(text)}**`;
      return form === 'code' && !/[|\n]/.test(text)
        ? `\`${printable(text).replaceAll('`', '')}\``
        : safe(text);
    })
    .join('');

/** A code block whose fence is longer than any in the text. */
export function fenced(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}

/** A fact as a paragraph. */
export function factBlock(fact: Fact): string {
  if (fact.form === 'difference') {
    const lines = fact.lines.map(({ sign, text }) => `${sign} ${text}`.trimEnd());
    return `**${fact.label}**\n\n${fenced(lines.join('\n'), 'diff')}`;
  }
  if (fact.form === 'output') return `**${fact.label}**\n\n${fenced(fact.text)}`;
  return `**${fact.label}:** ${safeProse(fact.text)}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/**
 * Blocks of Markdown in their order, for as long as there is room for the next one; then `rest`, which says that there is more.
 * @param blocks made as they are needed: what does not fit costs nothing
 * @param limit bytes
 */
export function fitting(blocks: Iterable<string>, limit: number, rest: string): string {
  const kept: string[] = [];
  let bytes = Buffer.byteLength(rest) + 2;
  for (const block of blocks) {
    bytes += Buffer.byteLength(block) + 2;
    if (bytes > limit) return `${[...kept, rest].join('\n\n')}\n`;
    kept.push(block);
  }
  return `${kept.join('\n\n')}\n`;
}
