import type { Level } from '../compose/project.ts';
import type { Entry } from '../shared/tree.ts';
import { ANNOTATION_RULES, type Rule, STRANGERS_VOLUMES, TEMPLATE_RULES } from './baseline.ts';
import { type Document, entriesAt, isEmpty, scalarsOf } from './document.ts';
import { TEMPLATES } from './kinds.ts';

/** Holds the pod templates of a document to the rules. `accounts` are the ServiceAccounts of the manifests. */
export function checkPods(document: Document, level: Level, accounts: ReadonlySet<string>): void {
  const path = TEMPLATES[document.kind];
  if (path === undefined) return;
  for (const template of entriesAt(document.node, path)) {
    for (const rule of TEMPLATE_RULES.filter(rule => applies(rule, level))) hold(template, rule, document);
    checkAnnotations(template, level, document);
    checkAccount(template, accounts, document);
    if (level === 'strict') checkVolumes(template, document);
  }
}

const applies = (rule: { level?: Level }, level: Level) => rule.level === undefined || rule.level === level;

function hold(template: Entry, rule: Rule, { findings }: Document): void {
  for (const path of rule.paths) {
    const field = path.split('.').at(-1);
    for (const entry of entriesAt(template.value, path)) {
      if (!rule.allowed) {
        const { value } = entry;
        const nothing = isEmpty(value) || (value.kind === 'list' && value.items.length === 0);
        if (!nothing) findings.problem(entry.place, `\`${field}\` is refused: ${rule.why}`);
        continue;
      }
      for (const { text, value, place } of scalarsOf(entry)) {
        if (value === null || rule.allowed(text)) continue;
        const what = rule.what?.(text) ?? `\`${field}: ${text}\``;
        findings.problem(rule.what ? place : entry.place, `${what} is refused: ${rule.why}`);
      }
    }
  }
}

function checkAnnotations(template: Entry, level: Level, { findings }: Document): void {
  for (const { value } of entriesAt(template.value, 'metadata.annotations')) {
    if (value.kind !== 'map') continue;
    for (const [name, entry] of value.entries) {
      const rule = ANNOTATION_RULES.find(rule => rule.name.test(name) && applies(rule, level));
      const text = entry.value.kind === 'scalar' ? entry.value.text : '';
      if (rule && !rule.allowed?.(text))
        findings.problem(entry.place, `The annotation \`${name}\` is refused: ${rule.why}`);
    }
  }
}

function checkAccount(template: Entry, accounts: ReadonlySet<string>, { findings }: Document): void {
  for (const path of ['spec.serviceAccountName', 'spec.serviceAccount']) {
    for (const { text, value, place } of entriesAt(template.value, path).flatMap(scalarsOf)) {
      if (value === null || text === '' || text === 'default' || accounts.has(text)) continue;
      findings.problem(
        place,
        `The ServiceAccount \`${text}\` is not among the manifests. Add one (\`kind: ServiceAccount\`), or remove the line: a pod needs none to answer requests.`,
      );
    }
  }
}

function checkVolumes(template: Entry, { findings }: Document): void {
  const volumes = entriesAt(template.value, 'spec.volumes').flatMap(({ value }) =>
    value.kind === 'list' ? value.items : [],
  );
  for (const volume of volumes) {
    if (volume.kind !== 'map') continue;
    for (const [key, { place }] of volume.entries) {
      if (STRANGERS_VOLUMES.has(key) || key === 'hostPath') continue;
      findings.problem(
        place,
        `A volume of the kind \`${key}\` is refused: it reaches out of the cluster's own storage. Use \`emptyDir\`, \`configMap\`, \`secret\` or \`persistentVolumeClaim\`.`,
      );
    }
  }
}
