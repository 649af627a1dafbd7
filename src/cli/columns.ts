import type { Layout } from '../report/lines.ts';
import type { Paint } from '../report/paint.ts';
import { hanging, wrap } from '../report/wrap.ts';

/** A sign (symbol and word) with its tone, a name, and text about it. */
export interface Entry {
  sign: string;
  tone: keyof Paint;
  name: string;
  text: string;
}

const MIN_TEXT = 28;

/** Entries one below the other, in columns; where the terminal is narrow, the text stands below the name. */
export function columns(entries: readonly Entry[], { paint, width }: Layout, indent = '  '): string[] {
  const signs = Math.max(0, ...entries.map(({ sign }) => sign.length));
  const names = Math.max(0, ...entries.map(({ name }) => name.length));
  const narrow = indent.length + signs + names + 4 + MIN_TEXT > width;
  return entries.flatMap(({ sign, tone, name, text }) => {
    const before = `${indent}${sign.padEnd(signs)}`;
    const head = `${before}  ${name.padEnd(names)}  `;
    const lines = narrow
      ? [
          ...hanging(`${before}  `, name, width),
          ...wrap(text, width - before.length - 2).map(line => `${' '.repeat(before.length + 2)}${line}`),
        ]
      : hanging(head, text, width);
    return lines.map((line, at) =>
      (at === 0 ? `${paint[tone](before)}${line.slice(before.length)}` : line).trimEnd(),
    );
  });
}
