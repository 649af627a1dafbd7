/** One line with a number: a time series of the page. */
interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A page of metrics: the type of each metric by its name, and its samples in their order. */
export interface Exposition {
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Why a text is no page of metrics, and the line where that shows. */
export interface Malformed {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = String.raw`\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*`;
const LABELS = String.raw`\{(?:${LABEL.replaceAll(/\((?!\?)/g, '(?:')}(?:,|(?=\})))*\s*\}`;
/** Name, labels, value; then a time, and in OpenMetrics an example, which nobody here reads. */
const SAMPLE = new RegExp(
  String.raw`^(${NAME})(?:\s*(${LABELS})\s*|\s+)(\S+)(?:\s+-?[\d.]+)?(?:\s+#\s+${LABELS}.*)?$`,
);
const TYPE = new RegExp(String.raw`^#\s+TYPE\s+(${NAME})\s+(\S+)$`);
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];
const OPEN_TYPES = [...TYPES, 'unknown', 'info', 'stateset', 'gaugehistogram'];
/** What the samples of one metric may have after its name. */
const SUFFIX = /_(total|created|bucket|sum|count|info)$/;

/**
 * Reads Prometheus' text format, version 0.0.4, or OpenMetrics text where `openMetrics` is set.
 * Source: the page "Exposition formats" of Prometheus' documentation, and the OpenMetrics specification.
 */
export function parseExposition(text: string, openMetrics = false): Exposition | Malformed {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  const seen = new Map<string, number>();
  const lines = text.split('\n');
  for (const [at, raw] of lines.entries()) {
    const line = raw.trim();
    const malformed = (reason: string): Malformed => ({ line: at + 1, text: line, reason });
    if (line === '') continue;
    if (line.startsWith('#')) {
      const [, name = '', type = ''] = TYPE.exec(line) ?? [];
      const known = openMetrics ? OPEN_TYPES : TYPES;
      if (name !== '' && !known.includes(type)) return malformed(`"${type}" is no type of a metric`);
      if (name !== '') types.set(name, type);
      continue;
    }
    const [, name, labelText, valueText] = SAMPLE.exec(line) ?? [];
    if (name === undefined || valueText === undefined)
      return malformed('expected a name, labels in braces where it has any, and a number');
    const value = numberOf(valueText);
    if (value === null) return malformed(`"${valueText}" is no number`);
    const labels = labelsOf(labelText ?? '');
    const key = name + JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const before = seen.get(key);
    if (before !== undefined)
      return malformed(`line ${before} has the same name and labels, so one of them is lost`);
    seen.set(key, at + 1);
    samples.push({ name, labels, value });
  }
  if (openMetrics && lines.findLast(line => line.trim() !== '')?.trim() !== '# EOF')
    return { line: lines.length, text: '', reason: 'OpenMetrics ends with the line "# EOF"' };
  return { types, samples };
}

export const isMalformed = (page: Exposition | Malformed): page is Malformed => 'reason' in page;

/** The type that the page declares for a metric, or for the one that a sample of this name belongs to. */
export function typeOf({ types }: Exposition, name: string): string | null {
  return types.get(name) ?? types.get(name.replace(SUFFIX, '')) ?? types.get(`${name}_total`) ?? null;
}

/** The names on a page, each once: what its metrics are called. */
export function namesOf({ types, samples }: Exposition): string[] {
  return [...new Set([...types.keys(), ...samples.map(({ name }) => name)])];
}

function numberOf(text: string): number | null {
  if (/^\+?inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}

function labelsOf(text: string): Record<string, string> {
  const unescaped = (value: string) =>
    value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
  return Object.fromEntries(
    [...text.matchAll(new RegExp(LABEL, 'g'))].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}
