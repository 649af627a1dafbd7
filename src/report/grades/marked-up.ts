import { fenced, safe } from '../marked-up.ts';
import { printable } from '../printable.ts';
import type { Fact } from './evidence.ts';
import { runs } from './prose.ts';

/** Text as `safe` makes it, with its `code` and **strong** kept. */
export const safeProse = (text: string) =>
  runs(text)
    .map(({ form, text }) => {
      if (form === 'strong') return `**${safe(text)}**`;
      return form === 'code' && !/[|\n]/.test(text)
        ? `\`${printable(text).replaceAll('`', '')}\``
        : safe(text);
    })
    .join('');

/** A fact as a paragraph. */
export function factBlock(fact: Fact): string {
  if (fact.form === 'difference') {
    const lines = fact.lines.map(({ sign, text }) => `${sign} ${text}`.trimEnd());
    return `**${fact.label}**\n\n${fenced(lines.join('\n'), 'diff')}`;
  }
  if (fact.form === 'output') return `**${fact.label}**\n\n${fenced(fact.text)}`;
  const lines = fact.text.split('\n').filter(line => line.trim() !== '');
  if (lines.length > 1)
    return `**${fact.label}:**\n\n${lines.map(line => `- ${safeProse(line.trim())}`).join('\n')}`;
  return `**${fact.label}:** ${safeProse(fact.text)}`;
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
