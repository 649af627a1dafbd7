import type { Item } from '../content/questions/bank.ts';
import type { ExportFormat } from './export-formats.ts';
import { letterOf } from './letters.ts';
import { present } from './present.ts';
import { solutionOf } from './score.ts';

/** The questions with their answers, for other programs. */
export function exportQuestions(items: readonly Item[], format: ExportFormat): string {
  switch (format) {
    case 'anki':
      return anki(items);
    case 'csv':
      return csv(items);
    case 'json':
      return `${JSON.stringify({ version: 1, questions: items }, null, 2)}\n`;
  }
}

/** Always the same order: a second import must not change cards that are the same. */
const SEED = 'export';

/**
 * Anki's text import. The guid is the question's id, so that importing a newer file updates the cards in place, and
 * what was learned with them is kept.
 */
function anki(items: readonly Item[]): string {
  const head = [
    '#separator:tab',
    '#html:true',
    '#notetype:Basic',
    '#columns:guid\tdeck\tFront\tBack\ttags',
    '#guid column:1',
    '#deck column:2',
    '#tags column:5',
  ];
  const rows = items.map(item =>
    [
      `microlab-${item.id}`,
      `microlab::${item.topic}`,
      front(item),
      back(item),
      `${item.level} ${item.principle}`,
    ].join('\t'),
  );
  return `${[...head, ...rows].join('\n')}\n`;
}

function front(item: Item): string {
  const { question, code, options, lefts, kind } = present(item, SEED);
  const list = (texts: readonly string[], type: string) =>
    texts.length === 0
      ? ''
      : `<ol type="${type}">${texts.map(text => `<li>${html(text)}</li>`).join('')}</ol>`;
  return [
    html(question),
    code ? `<pre>${escaped(code.text)}</pre>` : '',
    list(lefts, '1'),
    kind === 'fault' ? '' : list(options, 'a'),
  ].join('');
}

function back(item: Item): string {
  const [first = '', ...rest] = solutionOf(item);
  const asText = item.kind === 'fault' ? escaped : html;
  const answer =
    item.kind === 'card'
      ? `${html(first)}<ul>${rest.map(text => `<li>${html(text)}</li>`).join('')}</ul>`
      : `<b>${[first, ...rest].map(asText).join('<br>')}</b><br><br>`;
  return `${answer}${html(item.explanation)}<br><br><i>${html(item.source)}</i>`;
}

/** The Markdown that questions use: paragraphs, code and bold. */
function html(markdown: string): string {
  return escaped(markdown.trim())
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replaceAll(/(<br>\s*){2,}/g, '<br><br>');
}

/** One line without tabs and quotes, which the importer would take for its own. */
const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '    ')
    .replaceAll(/\r?\n/g, '<br>');

const COLUMNS = 'id,topic,level,kind,principle,question,code,options,answer,explanation,source,exercise';

/** RFC 4180: lines end with CR and LF, a field with a comma, a quote or a line end stands in quotes. */
function csv(items: readonly Item[]): string {
  const rows = items.map(item => {
    const { question, code, options, lefts, kind } = present(item, SEED);
    const shown = [
      ...lefts.map((text, place) => `${place + 1}) ${text}`),
      ...(kind === 'fault' ? [] : options.map((text, place) => `${letterOf(place)}) ${text}`)),
    ];
    return [
      ...[item.id, item.topic, item.level, item.kind, item.principle, question, code?.text ?? ''],
      ...[shown.join('\n'), solutionOf(item).join('\n'), item.explanation, item.source, item.exercise ?? ''],
    ];
  });
  return [COLUMNS.split(','), ...rows].map(row => `${row.map(field).join(',')}\r\n`).join('');
}

const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
