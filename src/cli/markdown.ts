import { stripVTControlCharacters } from 'node:util';
import { noPaint } from '../report/paint.ts';
import type { Terminal } from './terminal.ts';

/** Markdown for stdout: drawn for a person at a terminal, as it is for a pipe. */
export async function rendered(markdown: string, { outIsTerminal, outLayout }: Pick<Terminal, 'outIsTerminal' | 'outLayout'>): Promise<string> {
  if (!outIsTerminal) return markdown;
  const [{ Marked }, { markedTerminal }] = await Promise.all([import('marked'), import('marked-terminal')]);
  const renderer = markedTerminal({ width: outLayout.width, reflowText: true, showSectionPrefix: false, tab: 2 });
  // The package's types are those of an older renderer; it returns an extension of Marked.
  const drawn = await new Marked(renderer as unknown as ConstructorParameters<typeof Marked>[0] & object).parse(markdown);
  return outLayout.paint === noPaint ? stripVTControlCharacters(drawn) : drawn;
}
