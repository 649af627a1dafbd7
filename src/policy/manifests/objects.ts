import type { Level } from '../compose/project.ts';
import { type Document, entriesAt, isEmpty, scalarsOf, textAt } from './document.ts';

/** What single kinds may not ask for, pods aside. */
export function checkObject(document: Document, level: Level): void {
  checkHosts(document);
  if (level === 'own') return;
  checkHolds(document);
  if (document.kind === 'Service') checkService(document);
  if (document.kind === 'Secret') checkSecret(document);
  if (document.kind === 'ServiceAccount') checkToken(document);
}

/** Everything that has metadata of its own within an object. */
const METADATA = [
  'metadata',
  'spec.template.metadata',
  'spec.jobTemplate.metadata',
  'spec.jobTemplate.spec.template.metadata',
  'spec.volumeClaimTemplates.metadata',
];

/** What keeps an object from being removed. */
function checkHolds({ node, findings }: Document): void {
  for (const field of ['finalizers', 'ownerReferences']) {
    for (const { place, value } of METADATA.flatMap(path => entriesAt(node, `${path}.${field}`))) {
      if (isEmpty(value)) continue;
      findings.problem(
        place,
        `\`${field}\` is refused: it decides when the object is removed, and the lab removes everything after a run. Remove it.`,
      );
    }
  }
}

function checkService({ node, findings }: Document): void {
  for (const { place, value } of entriesAt(node, 'spec.type')) {
    const type = value.kind === 'scalar' ? value.text : '';
    const why = {
      LoadBalancer: 'it opens the Service to the outside of the cluster. Use `ClusterIP`.',
      ExternalName: 'it leads out of the cluster. Use `ClusterIP` with a `selector`.',
    }[type];
    if (why) findings.problem(place, `\`type: ${type}\` is refused: ${why}`);
  }
  for (const { place, value } of entriesAt(node, 'spec.externalIPs')) {
    if (isEmpty(value)) continue;
    findings.problem(place, '`externalIPs` is refused: it draws requests for other addresses. Remove it.');
  }
}

function checkSecret({ node, findings }: Document): void {
  for (const { place, value } of entriesAt(node, 'type')) {
    const type = value.kind === 'scalar' ? value.text : '';
    if (!/^(kubernetes\.io\/service-account-token|bootstrap\.kubernetes\.io\/token)$/.test(type)) continue;
    findings.problem(
      place,
      `A Secret of the type \`${type}\` is refused: it is a key to the Kubernetes API. Remove it.`,
    );
  }
}

function checkToken({ node, findings }: Document): void {
  if (textAt(node, 'automountServiceAccountToken') !== 'true') return;
  for (const { place } of entriesAt(node, 'automountServiceAccountToken'))
    findings.problem(
      place,
      '`automountServiceAccountToken: true` is refused: a pod of an exercise gets no key to the Kubernetes API. Remove the line.',
    );
}

const ROUTES: Readonly<Record<string, readonly string[]>> = {
  VirtualService: [
    'spec.hosts',
    ...['http', 'tcp', 'tls'].map(protocol => `spec.${protocol}.route.destination.host`),
    'spec.http.mirror.host',
    'spec.http.mirrors.destination.host',
  ],
  DestinationRule: ['spec.host'],
};

/** A host or gateway that names a namespace: it is another one in each run. */
function checkHosts({ kind, node, findings }: Document): void {
  for (const { text, place } of (ROUTES[kind] ?? [])
    .flatMap(path => entriesAt(node, path))
    .flatMap(scalarsOf)) {
    const [name, , domain] = text.toLowerCase().split('.');
    if (text.startsWith('*.'))
      findings.problem(
        place,
        `The host \`${text}\` means services of every namespace, those of other runs too. Name one service.`,
      );
    else if (domain === 'svc')
      findings.problem(
        place,
        `The host \`${text}\` names a namespace, and each run has one of its own. Write \`${name}\` alone.`,
      );
  }
  if (kind !== 'VirtualService') return;
  for (const { text, place } of entriesAt(node, 'spec.gateways').flatMap(scalarsOf)) {
    if (!text.includes('/')) continue;
    findings.problem(
      place,
      `The gateway \`${text}\` names a namespace, and each run has one of its own. Write \`${text.split('/')[1]}\` alone, and add that Gateway.`,
    );
  }
}
