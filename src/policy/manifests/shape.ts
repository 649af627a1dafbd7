import { didYouMean } from '../../platform/nearest.ts';
import type { Findings } from '../shared/findings.ts';
import type { Entry, MapNode, Node } from '../shared/tree.ts';
import { isEmpty } from './document.ts';
import type { Field, Shape } from './shapes.ts';

/** A level of the file, and those around it from the outside in. */
interface Level {
  shape: Shape;
  node: MapNode;
  around: readonly Level[];
}

/** Says which fields stand at a level where Kubernetes knows no such field, and where they probably belong. */
export function checkShape(node: MapNode, shape: Shape, findings: Findings): void {
  checkLevel({ shape, node, around: [] }, findings);
}

function checkLevel(level: Level, findings: Findings): void {
  for (const [key, { place, value }] of level.node.entries) {
    const field = Object.hasOwn(level.shape.fields, key) ? level.shape.fields[key] : undefined;
    if (field === undefined) findings.problem(place, unknown(key, level));
    // Kubernetes takes a key without a value for absent.
    else if (!isEmpty(value)) checkField(key, value, field, level, findings);
  }
}

function checkField(key: string, value: Node, field: Field, level: Level, findings: Findings): void {
  if (field === 'any') return;
  if (field === 'text') checkText(`\`${key}\` of ${level.shape.what}`, value, findings);
  else if (field === 'words' || (field !== 'texts' && field.list))
    checkList(key, value, field, level, findings);
  else if (!isMap(key, value, findings)) return;
  else if (field === 'texts') {
    for (const [name, entry] of value.entries) checkText(`\`${name}\` in \`${key}\``, entry.value, findings);
  } else checkLevel(inside(field, value, level), findings);
}

const inside = (shape: Shape, node: MapNode, level: Level): Level => {
  return { shape, node, around: [...level.around, level] };
};

function checkList(key: string, value: Node, item: Shape | 'words', level: Level, findings: Findings): void {
  if (value.kind !== 'list') {
    findings.problem(value.place, `\`${key}\` must be a list: begin each of its items with \`- \`.`);
    return;
  }
  for (const node of value.items) {
    if (item === 'words') checkText(`An item of \`${key}\``, node, findings);
    else if (node.kind === 'map') checkLevel(inside(item, node, level), findings);
    else
      findings.problem(
        node.place,
        `An item of \`${key}\` must be a mapping: expected \`- key: value\` with the fields of ${item.what}.`,
      );
  }
}

function isMap(key: string, value: Node, findings: Findings): value is MapNode {
  if (value.kind === 'map') return true;
  const what = value.kind === 'list' ? 'a list' : `\`${value.text}\``;
  findings.problem(
    value.place,
    `\`${key}\` is ${what}: expected lines of \`key: value\` below it, indented two spaces deeper.`,
  );
  return false;
}

function checkText(what: string, value: Node, findings: Findings): void {
  if (value.kind !== 'scalar') findings.problem(value.place, `${what} must be one text.`);
  else if (typeof value.value !== 'string' && value.value !== null)
    findings.problem(
      value.place,
      `${what} is \`${value.text}\`, which YAML takes for ${kindOf(value.value)}. Kubernetes expects text: write \`"${value.text}"\`.`,
    );
}

const kindOf = (value: unknown) => (typeof value === 'boolean' ? 'true or false' : 'a number');

function unknown(key: string, level: Level): string {
  const what = `\`${key}\` is no field of ${level.shape.what}.`;
  const home = below(key, level) ?? above(key, level) ?? beside(key, level);
  if (home) return `${what} ${home}`;
  return `${what}${didYouMean(key, Object.keys(level.shape.fields)) || asText(key, level)}`;
}

/** A label that stands beside `matchLabels` or `labels`. */
function asText(key: string, { shape, node }: Level): string {
  const [home] = Object.entries(shape.fields).find(([, field]) => field === 'texts') ?? [];
  const isText = node.entries.get(key)?.value.kind === 'scalar';
  return home && isText ? ` If it is a label, it belongs below \`${home}:\`.` : '';
}

/** The levels below one, those first that the file has too. */
function inner(shape: Shape, node: MapNode | null): [string, Shape, Entry | undefined][] {
  const found = Object.entries(shape.fields).flatMap(([name, field]): [string, Shape, Entry | undefined][] =>
    typeof field === 'object' ? [[name, field, node?.entries.get(name)]] : [],
  );
  return found.sort((a, b) => Number(b[2] !== undefined) - Number(a[2] !== undefined));
}

const MAX_LEVELS = 3;

/** It belongs deeper: into a field of this level, or into one of that. */
function below(key: string, { shape, node }: Level): string | null {
  let next = inner(shape, node).map(([name, field, entry]) => ({ path: [name], field, entry }));
  for (let levels = 1; levels <= MAX_LEVELS; levels++) {
    const home = next.find(({ field }) => Object.hasOwn(field.fields, key));
    if (home)
      return `It belongs to ${home.field.what}, below \`${home.path.join('.')}\`: is it indented ${count(levels)} too far to the left?`;
    next = next.flatMap(({ path, field, entry }) =>
      inner(field, firstMap(entry)).map(([name, deeper, inside]) => ({
        path: [...path, name],
        field: deeper,
        entry: inside,
      })),
    );
  }
  return null;
}

function firstMap(entry: Entry | undefined): MapNode | null {
  const value = entry?.value.kind === 'list' ? entry.value.items[0] : entry?.value;
  return value?.kind === 'map' ? value : null;
}

/** It belongs to a level around this one. */
function above(key: string, { around }: Level): string | null {
  const index = around.findLastIndex(({ shape }) => Object.hasOwn(shape.fields, key));
  const home = around[index];
  return home
    ? `It belongs to ${home.shape.what}: is it indented ${count(around.length - index)} too far to the right?`
    : null;
}

/** It belongs to a neighbour: another field of the level around this one. */
function beside(key: string, { around }: Level): string | null {
  const outer = around.at(-1);
  const home = outer && inner(outer.shape, outer.node).find(([, field]) => Object.hasOwn(field.fields, key));
  return home ? `It belongs to ${home[1].what}: move it below \`${home[0]}\`.` : null;
}

const count = (levels: number) => (levels === 1 ? 'one level' : `${levels} levels`);
