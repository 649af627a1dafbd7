import { serviceName } from '../../platform/image-name.ts';
import type { Findings } from '../shared/findings.ts';
import { imageFault } from '../shared/images.ts';
import { shown } from '../shared/shown.ts';
import { type Document, entriesAt, isEmpty, scalarsOf } from './document.ts';
import { TEMPLATES } from './kinds.ts';

// What a stranger's manifests may not have although the kinds are allowed: numbers, times, images.

/** What a stranger's work may use beside what is built from it. */
export interface Strangers {
  /** The names of the images that are built from the submission: those of the exercise's services. */
  services?: readonly string[];
  /** Images that the exam allows beside the built-in list. */
  images?: readonly string[];
}

const MAX_OBJECTS = 50;
const MAX_CONTAINERS = 10;

interface Most {
  kinds: readonly string[];
  path: string;
  most: number;
  why: string;
}
const PODS = 'more pods take the cluster from the others.';
const SECONDS = 'the lab waits for it when it removes everything.';

const MOST: readonly Most[] = [
  { kinds: ['Deployment', 'ReplicaSet', 'StatefulSet'], path: 'spec.replicas', most: 10, why: PODS },
  { kinds: ['HorizontalPodAutoscaler'], path: 'spec.maxReplicas', most: 10, why: PODS },
  ...['spec', 'spec.jobTemplate.spec'].flatMap(path =>
    ['parallelism', 'completions', 'backoffLimit'].map(field => {
      return { kinds: ['Job', 'CronJob'], path: `${path}.${field}`, most: 10, why: PODS };
    }),
  ),
];

/** Holds all objects together to the limits. */
export function checkNumber(documents: readonly Document[]): void {
  const over = documents[MAX_OBJECTS];
  over?.findings.problem(
    over.node.place,
    `There are ${documents.length} objects: at most ${MAX_OBJECTS} are sent to a cluster.`,
  );
}

export function checkStranger(document: Document, { services = [], images = [] }: Strangers): void {
  const { node, kind, name, findings } = document;
  if (name.startsWith('microlab'))
    findings.problem(
      node.place,
      `The name \`${name}\` is refused: the lab’s own pods begin with \`microlab\`. Choose another.`,
    );
  for (const { kinds, ...limit } of MOST) if (kinds.includes(kind)) most(document, limit);
  if (kind === 'PersistentVolumeClaim') checkClaim(document, 'spec');
  if (kind === 'StatefulSet') checkClaim(document, 'spec.volumeClaimTemplates.spec');
  const template = TEMPLATES[kind];
  if (template === undefined) return;
  const spec = template === '' ? 'spec' : `${template}.spec`;
  most(document, { path: `${spec}.terminationGracePeriodSeconds`, most: 60, why: SECONDS });
  checkClaim(document, `${spec}.volumes.ephemeral.volumeClaimTemplate.spec`);
  checkDns(document, spec);
  for (const list of ['containers', 'initContainers']) {
    for (const probe of ['livenessProbe', 'startupProbe'])
      most(document, {
        path: `${spec}.${list}.${probe}.terminationGracePeriodSeconds`,
        most: 60,
        why: SECONDS,
      });
    const containers = entriesAt(node, `${spec}.${list}`).flatMap(({ value }) =>
      value.kind === 'list' ? value.items : [],
    );
    const over = containers[MAX_CONTAINERS];
    if (over) findings.problem(over.place, `\`${list}\` has more than ${MAX_CONTAINERS} items.`);
    for (const entry of entriesAt(node, `${spec}.${list}.image`))
      for (const { text, value, place } of scalarsOf(entry)) {
        // Istio puts its own image in the place of `auto`.
        if (value === null || text === 'auto' || services.includes(serviceName(text))) continue;
        const fault = imageFault(text, images);
        if (fault !== null)
          findings.problem(place, `The image \`${shown(text)}\` ${fault}${built(services)}`);
      }
  }
}

const built = (services: readonly string[]) =>
  services.length === 0
    ? ''
    : ` What is built from the submission is named ${services.map(name => `\`${name}\``).join(', ')}.`;

function most({ node, findings }: Document, { path, most: limit, why }: Omit<Most, 'kinds'>): void {
  const field = path.split('.').at(-1);
  for (const { place, value } of entriesAt(node, path)) {
    if (isEmpty(value)) continue;
    const number = value.kind === 'scalar' ? Number(value.value) : Number.NaN;
    if (number >= 0 && number <= limit) continue;
    findings.problem(place, `\`${field}\` must be a number up to ${limit}: ${why}`);
  }
}

/** A claim takes a new volume of the cluster's own, never one that somebody had before. */
function checkClaim({ node, findings }: Document, spec: string): void {
  for (const field of ['volumeName', 'dataSource', 'dataSourceRef', 'selector'])
    refuse(node, findings, `${spec}.${field}`, 'it could bring the data of somebody else. Remove it.');
}

function checkDns({ node, findings }: Document, spec: string): void {
  const why = 'names are looked up within the cluster. Remove it.';
  refuse(node, findings, `${spec}.dnsConfig`, why);
  for (const entry of entriesAt(node, `${spec}.dnsPolicy`).flatMap(scalarsOf))
    if (entry.value !== null && entry.text !== 'ClusterFirst')
      findings.problem(entry.place, `\`dnsPolicy: ${shown(entry.text)}\` is refused: ${why}`);
}

function refuse(node: Document['node'], findings: Findings, path: string, why: string): void {
  for (const { place, value } of entriesAt(node, path))
    if (!isEmpty(value)) findings.problem(place, `\`${path.split('.').at(-1)}\` is refused: ${why}`);
}
