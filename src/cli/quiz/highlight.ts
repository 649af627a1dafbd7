import type { HLJSApi, LanguageFn } from 'highlight.js';
import { printable } from '../../report/printable.ts';
import { bare, type Code, type Span, type Tone } from './listing.ts';

// The highlighter and each language are loaded only when a listing in it is shown.
const LANGUAGES: Record<string, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  http: () => import('highlight.js/lib/languages/http'),
  json: () => import('highlight.js/lib/languages/json'),
  proto: () => import('highlight.js/lib/languages/protobuf'),
  python: () => import('highlight.js/lib/languages/python'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

const TONES: Record<string, Tone> = {
  comment: 'comment',
  meta: 'comment',
  string: 'literal',
  number: 'literal',
  literal: 'literal',
  keyword: 'keyword',
  attr: 'name',
  attribute: 'name',
  title: 'name',
  variable: 'name',
};

let core: HLJSApi | undefined;

/** The words of a listing, coloured by its language; without colours where the language is not known. */
export async function highlighted({ language, text }: { language: string; text: string }): Promise<Code> {
  const load = LANGUAGES[language];
  if (!load) return bare(text);
  const [{ default: highlighter }, { default: grammar }] = await Promise.all([
    import('highlight.js/lib/core'),
    load(),
  ]);
  core ??= highlighter;
  if (!core.getLanguage(language)) core.registerLanguage(language, grammar);
  return spans(core.highlight(printable(text), { language, ignoreIllegals: true }).value);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" };
const HTML = /<span class="hljs-([\w-]+)[^"]*">|(<\/span>)|([^<]+)/g;

/** The highlighter writes HTML: nested spans with the class of what they are. */
function spans(html: string): Code {
  const lines: Span[][] = [[]];
  const open: (Tone | null)[] = [];
  for (const [, kind, end, text] of html.matchAll(HTML)) {
    if (kind !== undefined) open.push(TONES[kind] ?? open.at(-1) ?? null);
    else if (end !== undefined) open.pop();
    else {
      const plain = (text ?? '').replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all);
      const [first = '', ...rest] = plain.split('\n');
      const tone = open.at(-1) ?? null;
      if (first !== '') lines.at(-1)?.push({ text: first, tone });
      for (const line of rest) lines.push(line === '' ? [] : [{ text: line, tone }]);
    }
  }
  return lines;
}
