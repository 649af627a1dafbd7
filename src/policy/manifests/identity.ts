import type { Level } from '../compose/project.ts';
import type { Findings } from '../shared/findings.ts';
import type { Entry, MapNode, Node } from '../shared/tree.ts';
import { type Document, entriesAt, isEmpty, textAt } from './document.ts';
import { article, refusal } from './kinds.ts';

/** The objects of one document of a file: a `List` is as many as it has items. What cannot be used is told. */
export function documentsOf(node: Node, file: string, findings: Findings, level: Level): Document[] {
  if (isEmpty(node)) return [];
  if (node.kind !== 'map') {
    findings.problem(
      node.place,
      'An object of Kubernetes is expected here: lines of `key: value` that begin with `apiVersion:`, `kind:` and `metadata:`.',
    );
    return [];
  }
  if (textAt(node, 'kind') === 'List') return itemsOf(node, file, findings, level);
  const apiVersion = required('apiVersion', node, 'such as `apiVersion: apps/v1` for a Deployment', findings);
  const kind = required('kind', node, 'such as `kind: Deployment`', findings);
  if (apiVersion === null || kind === null) return [];
  if (kind === 'Namespace') {
    findings.leftOut(node.place, 'The Namespace is left out: each run has a namespace of its own.');
    return [];
  }
  const why = refusal(apiVersion, kind, level);
  if (why !== null) {
    findings.problem(entriesAt(node, 'kind')[0]?.place ?? node.place, why);
    return [];
  }
  const name = nameOf(node, kind, findings);
  return name === null ? [] : [{ file, findings, node, apiVersion, kind, name }];
}

function itemsOf(node: MapNode, file: string, findings: Findings, level: Level): Document[] {
  return entriesAt(node, 'items').flatMap(({ value }) => {
    if (value.kind === 'list') return value.items.flatMap(item => documentsOf(item, file, findings, level));
    if (!isEmpty(value)) findings.problem(value.place, '`items` of a `List` must be a list of objects.');
    return [];
  });
}

function required(field: string, node: MapNode, example: string, findings: Findings): string | null {
  const text = textAt(node, field);
  if (text) return text;
  const place = entriesAt(node, field)[0]?.place ?? node.place;
  findings.problem(place, `This object has no \`${field}\`: expected ${example}, at its left edge.`);
  return null;
}

/** As labels of DNS are: Services, whose names are looked up. Other names may have dots. */
const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function nameOf(node: MapNode, kind: string, findings: Findings): string | null {
  const [entry] = entriesAt(node, 'metadata.name');
  const name = textAt(node, 'metadata.name');
  if (!entry || !name) {
    const place = (entry ?? entriesAt(node, 'metadata')[0] ?? { place: node.place }).place;
    findings.problem(
      place,
      `This ${kind} has no name: expected \`name: …\` below \`metadata:\`, indented two spaces deeper.`,
    );
    return null;
  }
  const legal = kind === 'Service' ? LABEL.test(name) && name.length <= 63 : SUBDOMAIN.test(name);
  if (legal && name.length <= 253) noteNamespace(node, findings);
  else findings.problem(entry.value.place, illegal(name, kind));
  return name;
}

function illegal(name: string, kind: string): string {
  const near = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(kind === 'Service' ? /^[^a-z]+|-+$/g : /^-+|-+$/g, '')
    .slice(0, 63);
  const first = kind === 'Service' ? ', beginning with a letter' : '';
  return `\`${name}\` is no name that ${article(kind)} ${kind} can have: expected at most 63 small letters, digits and \`-\`${first}, such as \`${near || 'user-service'}\`.`;
}

function noteNamespace(node: MapNode, findings: Findings): void {
  const [entry]: (Entry | undefined)[] = entriesAt(node, 'metadata.namespace');
  const namespace = textAt(node, 'metadata.namespace');
  if (!entry || !namespace || namespace === 'default') return;
  findings.leftOut(
    entry.place,
    `\`namespace: ${namespace}\` is not used: each run has a namespace of its own.`,
  );
}
