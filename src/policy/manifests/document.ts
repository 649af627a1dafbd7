import type { Findings } from '../shared/findings.ts';
import type { Entry, MapNode, Node } from '../shared/tree.ts';

/** One object of a manifest file, with the place of everything in it. */
export interface Document {
  readonly file: string;
  readonly findings: Findings;
  readonly node: MapNode;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * What stands at a path below a node: `*` is every item of a list, or every value of a mapping.
 * Lists need no `*` of their own: `containers.ports.hostPort` looks into each.
 */
export function entriesAt(node: Node, path: string): Entry[] {
  const start: Entry[] = [{ place: node.place, value: node }];
  if (path === '') return start;
  return path.split('.').reduce((found, step) => found.flatMap(({ value }) => below(value, step)), start);
}

function below(node: Node, step: string): Entry[] {
  if (node.kind === 'list') return node.items.flatMap(item => below(item, step));
  if (node.kind !== 'map') return [];
  const found = step === '*' ? [...node.entries.values()] : [node.entries.get(step)];
  return found.flatMap(entry => (entry ? [entry] : []));
}

/** The text of the only value at a path; undefined where nothing or something else stands there. */
export function textAt(node: Node, path: string): string | undefined {
  const value = entriesAt(node, path)[0]?.value;
  return value?.kind === 'scalar' && value.value !== null ? value.text : undefined;
}

/** The single values at an entry: itself, or the items of its list. */
export function scalarsOf({ value }: Entry): (Node & { kind: 'scalar' })[] {
  if (value.kind === 'list') return value.items.flatMap(item => (item.kind === 'scalar' ? [item] : []));
  return value.kind === 'scalar' ? [value] : [];
}

/** Kubernetes takes a key without a value for absent. */
export const isEmpty = (node: Node) => node.kind === 'scalar' && node.value === null;

/** The value without its places. */
export function plainOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
}
