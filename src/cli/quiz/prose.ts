import type { Layout } from '../../report/lines.ts';
import type { Paint } from '../../report/paint.ts';
import { printable } from '../../report/printable.ts';
import { wrap } from '../../report/wrap.ts';

type Weight = 'code' | 'strong' | null;

const NO_BREAK = '\u00a0';
const MARKS = /(`[^`]*`|\*\*.+?\*\*)/;
const EMPHASIS = /(?<![\w*])\*(?=[^\s*])([^*]+)\*(?!\*)/g;
/** A longer piece of code may be broken at its blanks. */
const WHOLE = 24;

/**
 * The Markdown that questions use: paragraphs, `code` and **bold**. Here and not by a Markdown library, whose loading
 * would take longer than all else that the first question needs.
 * @param head stands before the first line; the others are indented by its width
 */
export function prose(markdown: string, { paint, width }: Layout, head = ''): string[] {
  const indent = ' '.repeat(head.length);
  const paragraphs = printable(markdown)
    .trim()
    .split(/\n\s*\n/);
  const lines = paragraphs.flatMap((text, index) => [
    ...(index > 0 ? [''] : []),
    ...paragraph(text, width - head.length, paint),
  ]);
  return lines.map((line, index) => `${index === 0 ? head : indent}${line}`.trimEnd());
}

/** Text is broken without its marks; breaking moves blanks only, so all other characters keep their weights in order. */
function paragraph(markdown: string, width: number, paint: Paint): string[] {
  let text = '';
  const weights: Weight[] = [];
  const add = (part: string, weight: Weight) => {
    text += part;
    for (const _ of part.replace(/\s/g, '')) weights.push(weight);
  };
  for (const [index, part] of markdown.replace(/\s+/g, ' ').split(MARKS).entries()) {
    if (index % 2 === 0) add(part.replace(EMPHASIS, '$1'), null);
    else if (part.startsWith('`')) add(part.length <= WHOLE ? part.replaceAll(' ', NO_BREAK) : part, 'code');
    else add(part.slice(2, -2).replaceAll('`', ''), 'strong');
  }
  let at = 0;
  return wrap(text, width).map(line => {
    const runs: { text: string; weight: Weight }[] = [];
    for (const character of line) {
      const weight = /\s/.test(character) ? (runs.at(-1)?.weight ?? null) : (weights[at++] ?? null);
      const run = runs.at(-1);
      if (run?.weight === weight) run.text += character;
      else runs.push({ text: character, weight });
    }
    return runs.map(run => weighted(run.text.replaceAll(NO_BREAK, ' '), run.weight, paint)).join('');
  });
}

/** A blank after code or bold belongs to neither. */
function weighted(text: string, weight: Weight, paint: Paint): string {
  if (weight === null) return text;
  const end = text.trimEnd();
  return `${paint[weight](end)}${text.slice(end.length)}`;
}
