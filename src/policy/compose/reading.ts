import { didYouMean } from '../../platform/nearest.ts';
import type { Findings } from '../shared/findings.ts';
import type { Folder } from '../shared/folder.ts';
import type { Entry, ListNode, MapNode, Node } from '../shared/tree.ts';
import type { Level } from './project.ts';
import type { Rules } from './rules.ts';

/** What every reader of a part of the file needs. */
export interface Reading {
  readonly findings: Findings;
  readonly level: Level;
  readonly folder: Folder;
  /** Variables of the workspace's `.env`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Images that a stranger's work may use beside the built-in list. */
  readonly images: readonly string[];
}

const DURATION = /^(\d+(\.\d+)?(us|µs|ms|s|m|h))+$/;

/** Nothing is set: `key:` alone, an empty list or mapping, `false`. Compose takes such a key for absent. */
function saysNothing(node: Node): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return node.entries.size === 0;
  return node.value === null || node.value === '' || node.value === false;
}

/** The entries of a mapping that are kept by the rules. Says everything there is to say about the others. */
export function sift(
  node: Node,
  rules: Rules,
  what: string,
  { findings, level }: Reading,
): Map<string, Entry> {
  const kept = new Map<string, Entry>();
  if (!asMap(node, what, findings)) return kept;
  for (const [key, entry] of (node as MapNode).entries) {
    if (key.startsWith('x-')) continue;
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (!rule) {
      const nearest = didYouMean(key, Object.keys(rules));
      findings.problem(entry.place, `${what} has no key \`${key}\` in compose files.${nearest}`);
    } else if (rule === 'keep') {
      if (!(entry.value.kind === 'scalar' && entry.value.value === null)) kept.set(key, entry);
    } else if ('leftOut' in rule) {
      findings.leftOut(entry.place, `\`${key}\` is left out: ${rule.leftOut}`);
    } else if (saysNothing(entry.value)) {
      // As if it were not there.
    } else if ('ownOnly' in rule && level === 'own') {
      findings.leftOut(entry.place, `\`${key}\` is left out: ${rule.ownOnly}`);
    } else {
      findings.problem(
        entry.place,
        `${what} may not set \`${key}\`: ${'ownOnly' in rule ? rule.ownOnly : rule.refused}`,
      );
    }
  }
  return kept;
}

export function asMap(node: Node, what: string, findings: Findings): node is MapNode {
  if (node.kind === 'map') return true;
  findings.problem(node.place, `${what} must be a mapping (lines of \`key: value\`).`);
  return false;
}

function asList(node: Node, what: string, findings: Findings): node is ListNode {
  if (node.kind === 'list') return true;
  findings.problem(node.place, `${what} must be a list.`);
  return false;
}

/** A single value as text. */
export function text(entry: Entry | undefined, what: string, { findings }: Reading): string | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind === 'scalar') return node.text;
  findings.problem(node.place, `${what} must be a single value.`);
  return undefined;
}

/** Text of a given shape; `expected` says which. */
export function shaped(
  entry: Entry | undefined,
  shape: RegExp,
  what: string,
  expected: string,
  reading: Reading,
): string | undefined {
  const found = text(entry, what, reading);
  if (entry === undefined || found === undefined || shape.test(found)) return found;
  reading.findings.problem(entry.value.place, `${what} is \`${found}\`, expected ${expected}.`);
  return undefined;
}

export function duration(entry: Entry | undefined, what: string, reading: Reading): string | undefined {
  return shaped(entry, DURATION, what, 'a time with its unit, such as `10s` or `1m30s`', reading);
}

export function wholeNumber(entry: Entry | undefined, what: string, reading: Reading): number | undefined {
  const found = shaped(entry, /^\d{1,9}$/, what, 'a whole number', reading);
  return found === undefined ? undefined : Number(found);
}

export function flag(entry: Entry | undefined, what: string, reading: Reading): boolean | undefined {
  const found = shaped(entry, /^(true|false)$/i, what, '`true` or `false`', reading);
  return found === undefined ? undefined : found.toLowerCase() === 'true';
}

/** The single values of a list; a lone value where `lone` allows it. */
export function texts(
  entry: Entry | undefined,
  what: string,
  reading: Reading,
  lone: 'or one value' | 'list only' = 'list only',
): { text: string; entry: Entry }[] {
  if (!entry) return [];
  const { value: node } = entry;
  if (node.kind === 'scalar' && lone === 'or one value') return [{ text: node.text, entry }];
  if (!asList(node, what, reading.findings)) return [];
  return node.items.flatMap(item => {
    const inner = { place: item.place, value: item };
    const found = text(inner, `An item of ${what}`, reading);
    return found === undefined ? [] : [{ text: found, entry: inner }];
  });
}

/** A command: one text, which compose splits into words, or a list of words. */
export function command(
  entry: Entry | undefined,
  what: string,
  reading: Reading,
): string | string[] | undefined {
  if (entry?.value.kind === 'scalar') return entry.value.text;
  return entry && texts(entry, what, reading).map(word => word.text);
}

/** `KEY: value` or `- KEY=value`. A key without a value takes it from `.env`, never from the process's environment. */
export function keyed(entry: Entry | undefined, what: string, reading: Reading): Record<string, string> {
  if (!entry) return {};
  const { findings, variables } = reading;
  const pairs: { key: string; value: string | undefined; place: Entry['place'] }[] = [];
  if (entry.value.kind === 'map') {
    for (const [key, inner] of entry.value.entries) {
      const empty = inner.value.kind === 'scalar' && inner.value.value === null;
      const value = empty ? undefined : text(inner, `\`${key}\` in ${what}`, reading);
      if (empty || value !== undefined) pairs.push({ key, value, place: inner.place });
    }
  } else {
    for (const item of texts(entry, what, reading)) {
      const [, key = item.text, value] = /^([^=]*)=([\s\S]*)$/.exec(item.text) ?? [];
      pairs.push({ key, value, place: item.entry.place });
    }
  }
  const found: [string, string][] = [];
  for (const { key, value, place } of pairs) {
    if (!/^[^\s=]+$/.test(key))
      findings.problem(
        place,
        `\`${key}\` in ${what} is not the name of a variable: expected \`NAME=value\`.`,
      );
    const known = value ?? variables[key];
    if (known !== undefined) found.push([key, known]);
    else
      findings.leftOut(
        place,
        `\`${key}\` has no value here and none in .env, so it is not set. Variables of your shell are never passed on.`,
      );
  }
  return Object.fromEntries(found);
}
