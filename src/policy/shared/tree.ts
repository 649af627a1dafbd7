import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParseOptions,
  parseAllDocuments,
  parseDocument,
  type Tags,
  type Node as YamlNode,
} from 'yaml';
import { explained } from './syntax.ts';

/** Lines and columns count from 1. */
export interface Place {
  line: number;
  column: number;
}

interface ScalarNode {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** As it stands in the file: `1.10` stays `1.10`. */
  text: string;
  place: Place;
}
export interface ListNode {
  kind: 'list';
  items: Node[];
  place: Place;
}
export interface Entry {
  place: Place;
  value: Node;
}
export interface MapNode {
  kind: 'map';
  entries: Map<string, Entry>;
  place: Place;
}
export type Node = ScalarNode | ListNode | MapNode;

export interface Fault {
  place: Place;
  text: string;
}

/** Far above any honest file, far below what would fill the memory. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 40;
/** After one mistake a parser often finds others that are none. */
const MAX_SYNTAX_FAULTS = 5;

const START: Place = { line: 1, column: 1 };

class TooMuch extends Error {}

/** As Kubernetes reads YAML: `yes` is true and `0755` octal, but a date or `20:30` is text. Merge keys are ours to resolve. */
const KUBERNETES = {
  version: '1.1',
  schema: 'yaml-1.1',
  customTags: (tags: Tags) =>
    tags.filter(
      tag => typeof tag === 'object' && tag.format !== 'TIME' && !/:(timestamp|merge)$/.test(tag.tag),
    ),
} as const;

/** A YAML text as a tree in which every node knows its place; aliases and merge keys (`<<`) are resolved. */
export function readTree(text: string): { root: Node | null; faults: Fault[] } {
  const { roots, faults } = readAll(text, options => [parseDocument(text, options)]);
  return { root: roots[0] ?? null, faults };
}

/** Each document of a text, as Kubernetes reads it. Empty ones are left out. */
export function readTrees(text: string): { roots: Node[]; faults: Fault[] } {
  return readAll(text, options => [...parseAllDocuments(text, { ...options, ...KUBERNETES })]);
}

type Options = Pick<ParseOptions, 'lineCounter' | 'prettyErrors' | 'uniqueKeys'>;

function readAll(text: string, parse: (options: Options) => Document[]): { roots: Node[]; faults: Fault[] } {
  if (isTooDeep(text)) return { roots: [], faults: [{ place: START, text: 'It is nested too deeply.' }] };
  const lines = new LineCounter();
  // The parser's own search for keys that appear twice takes a minute for a large file.
  const documents = parse({ lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const reader = new TreeReader(lines);
  for (const { offset, message } of explained(text, documents.flatMap(faultsOf)).slice(
    0,
    MAX_SYNTAX_FAULTS,
  )) {
    reader.fault(reader.placeAt(offset), `This is not valid YAML: ${message}`);
  }
  try {
    const sound = documents.filter(document => faultsOf(document).length === 0);
    const roots = sound.flatMap(({ contents }) => (contents ? [reader.root(contents)] : []));
    return { roots, faults: reader.faults };
  } catch (thrown) {
    if (!(thrown instanceof TooMuch)) throw thrown;
    const text = 'It holds more than any exercise needs, or its aliases unfold to that much.';
    return { roots: [], faults: [{ place: START, text }] };
  }
}

const faultsOf = ({ errors, warnings }: Document) => [...errors, ...warnings];

class TreeReader {
  readonly faults: Fault[] = [];
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, YamlNode>();
  #nodes = 0;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  fault(place: Place, text: string): void {
    this.faults.push({ place, text });
  }

  placeAt(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  root(yaml: YamlNode): Node {
    this.#anchors.clear();
    return this.read(yaml, this.#placeOf(yaml, START), 0);
  }

  read(yaml: YamlNode | null, place: Place, depth: number): Node {
    if (++this.#nodes > MAX_NODES || depth > MAX_DEPTH) throw new TooMuch();
    if (isAlias(yaml)) {
      const target = this.#anchors.get(yaml.source) ?? null;
      if (!target)
        this.fault(place, `\`*${yaml.source}\` has no anchor: no \`&${yaml.source}\` stands before it.`);
      return this.read(target, place, depth + 1);
    }
    if (yaml?.anchor) this.#anchors.set(yaml.anchor, yaml);
    if (isSeq(yaml)) {
      const items = yaml.items.map(item =>
        this.read(item as YamlNode, this.#placeOf(item, place), depth + 1),
      );
      return { kind: 'list', items, place };
    }
    if (isMap(yaml)) return { kind: 'map', entries: this.#entries(yaml.items, place, depth), place };
    if (!isScalar(yaml)) return { kind: 'scalar', value: null, text: '', place };
    const value = scalar(yaml.value);
    return { kind: 'scalar', value, text: typeof value === 'string' ? value : (yaml.source ?? ''), place };
  }

  #entries(pairs: { key: unknown; value: unknown }[], place: Place, depth: number): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    const merged: Node[] = [];
    for (const { key, value } of pairs) {
      const at = this.#placeOf(key, place);
      if (!isScalar(key)) {
        this.fault(at, 'A key must be plain text. (Templates, `{{ … }}`, are not filled in here.)');
        continue;
      }
      const name = String(key.value);
      const node = this.read(value as YamlNode | null, this.#placeOf(value, at), depth + 1);
      if (name === '<<') merged.push(...(node.kind === 'list' ? node.items : [node]));
      else if (entries.has(name)) this.fault(at, `The key \`${name}\` stands here a second time.`);
      else entries.set(name, { place: at, value: node });
    }
    // A key of the map's own wins over a merged one, an earlier merge over a later one.
    for (const source of merged) {
      if (source.kind === 'map') {
        for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
      } else this.fault(source.place, '`<<` takes a mapping, or a list of mappings.');
    }
    return entries;
  }

  #placeOf(yaml: unknown, fallback: Place): Place {
    const range = (yaml as YamlNode | null)?.range;
    return range ? this.placeAt(range[0]) : fallback;
  }
}

/** The parser calls itself for each level and must never see more of them than the stack has room for. */
function isTooDeep(text: string): boolean {
  let flow = 0;
  let block = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (token === '-' || token === '?') block++;
    else if (token.startsWith('\n') || token.startsWith('\r')) block = 0;
    if (flow > MAX_DEPTH || block > MAX_DEPTH) return true;
  }
  return false;
}

function scalar(value: unknown): ScalarNode['value'] {
  const plain =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? value : String(value);
}
