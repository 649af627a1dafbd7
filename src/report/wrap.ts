import { printable } from './printable.ts';

const BLANKS = /^\s*/;

/**
 * Breaks text into lines of at most `width` columns, between words where that is possible. Line ends of the text are
 * kept, and so is the indentation of each of its lines (it may hold the last lines of a log).
 */
export function wrap(text: string, width: number): string[] {
  return printable(text)
    .split('\n')
    .flatMap(line => wrapLine(line.trimEnd(), Math.max(width, 10)));
}

function wrapLine(line: string, width: number): string[] {
  const indent = BLANKS.exec(line)?.[0].slice(0, width - 8) ?? '';
  const lines: string[] = [];
  let current = '';
  for (const word of line.trimStart().split(' ')) {
    const joined = current === '' ? `${indent}${word}` : `${current} ${word}`;
    if (current !== '' && joined.length > width) {
      lines.push(current);
      current = `${indent}${word}`;
    } else {
      current = joined;
    }
    while (current.length > width) {
      lines.push(current.slice(0, width));
      current = `${indent}${current.slice(width)}`;
    }
  }
  return [...lines, current];
}

/** Text under a heading of its own width: the first line follows the heading, the others stand below it. */
export function hanging(heading: string, text: string, width: number): string[] {
  const indent = ' '.repeat(heading.length);
  return wrap(text, width - heading.length).map((line, index) =>
    `${index === 0 ? heading : indent}${line}`.trimEnd(),
  );
}
