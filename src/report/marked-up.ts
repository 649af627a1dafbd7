import { printable } from './printable.ts';

// What stands here ends up on a page of GitHub or GitLab: nothing that a service said may become a link, a picture, a mention, a
// heading or HTML.
const MARKS = /[\\`*_|<>[\]#&~$@]/g;
const ADDRESSES = /(:)(\/\/)|(www)(\.)/gi;

/** Text in a table or a paragraph of Markdown, whatever it holds: one line, and nothing but text. */
export const safe = (text: string) =>
  printable(text)
    .replaceAll(MARKS, '\\$&')
    .replaceAll(ADDRESSES, '$1$3\\$2$4')
    .replaceAll(/\s*\n\s*/g, ' ');

/** A code block whose fence is longer than any in the text. */
export function fenced(text: string, language = ''): string {
  const longest = [...text.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}

/** A table of Markdown; its cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
