import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from 'yaml';

/** Lines and columns count from 1. */
export interface Place {
  line: number;
  column: number;
}

export interface ScalarNode {
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

/** Far above any honest compose file, far below what would fill the memory. */
const MAX_NODES = 20_000;
const MAX_DEPTH = 40;

const START: Place = { line: 1, column: 1 };

class Bomb extends Error {}

/** A YAML text as a tree in which every node knows its place; aliases and merge keys (`<<`) are resolved. */
export function readTree(text: string): { root: Node | null; faults: Fault[] } {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const document = parse(text, lines);
  if (!document) return { root: null, faults: [{ place: START, text: 'It is nested too deeply.' }] };
  const faults = [...document.errors, ...document.warnings].map(error => ({
    place: placeAt(error.pos[0]),
    text: `This is not valid YAML: ${error.message}`,
  }));
  if (faults.length > 0 || !document.contents) return { root: null, faults };

  let nodes = 0;
  const convert = (yaml: YamlNode | null, place: Place, depth: number): Node => {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw new Bomb();
    if (isAlias(yaml)) return convert(target(yaml), place, depth + 1);
    if (isSeq(yaml)) {
      const items = yaml.items.map(item => convert(item as YamlNode, placeOf(item, place), depth + 1));
      return { kind: 'list', items, place };
    }
    if (isMap(yaml)) return { kind: 'map', entries: entriesOf(yaml.items, place, depth), place };
    if (!isScalar(yaml)) return { kind: 'scalar', value: null, text: '', place };
    const value = scalar(yaml.value);
    return { kind: 'scalar', value, text: typeof value === 'string' ? value : (yaml.source ?? ''), place };
  };
  const target = (alias: Alias) => alias.resolve(document) ?? null;
  const placeOf = (yaml: unknown, fallback: Place) => {
    const range = (yaml as YamlNode | null)?.range;
    return range ? placeAt(range[0]) : fallback;
  };
  const entriesOf = (pairs: { key: unknown; value: unknown }[], place: Place, depth: number) => {
    const own = new Map<string, Entry>();
    const merged: Node[] = [];
    for (const { key, value } of pairs) {
      const at = placeOf(key, place);
      const name = isScalar(key) ? String(key.value) : '';
      const node = convert(value as YamlNode | null, placeOf(value, at), depth + 1);
      if (name === '<<') merged.push(...(node.kind === 'list' ? node.items : [node]));
      else own.set(name, { place: at, value: node });
    }
    // A key of the map's own wins over a merged one, an earlier merge over a later one.
    for (const source of merged) {
      if (source.kind !== 'map') {
        faults.push({ place: source.place, text: '`<<` takes a mapping, or a list of mappings.' });
        continue;
      }
      for (const [name, entry] of source.entries) if (!own.has(name)) own.set(name, entry);
    }
    return own;
  };

  try {
    return { root: convert(document.contents, START, 0), faults };
  } catch (thrown) {
    if (!(thrown instanceof Bomb)) throw thrown;
    const text =
      'Its aliases unfold to more than any compose file needs. Write out what they stand for, or use fewer.';
    return { root: null, faults: [{ place: START, text }] };
  }
}

/** Null where the nesting is deeper than the parser's stack. */
function parse(text: string, lineCounter: LineCounter): Document | null {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

function scalar(value: unknown): ScalarNode['value'] {
  const plain =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? value : String(value);
}
