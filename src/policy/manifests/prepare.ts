import { serviceName } from '../../platform/image-name.ts';
import type { KubeObject, Manifest } from '../../runtimes/cluster.ts';
import { isLatest } from './images.ts';
import { containersOf, type Fields, fieldsAt, isFields, templatesOf } from './plain.ts';

interface PrepareOptions {
  namespace: string;
  /** Put on every object and every pod template, in place of others of the same name. */
  labels: Readonly<Record<string, string>>;
  /** The same for what is no legal value of a label. */
  annotations: Readonly<Record<string, string>>;
  /** The image that was built for a service, by the last part of the image's name; null leaves the image as it is. */
  image(name: string): string | null;
  /** The work of others: no pod gets a key to the Kubernetes API, whatever account it names. */
  strangers?: boolean;
}

/** The lab tells its own pods by these. */
const LABS_OWN = 'dev.microlab.';

/** What is sent to the cluster. The manifests stay as they are. */
export function prepared(
  manifests: readonly Manifest[],
  options: PrepareOptions,
): { objects: KubeObject[]; notes: string[] } {
  const latest = new Set<string>();
  const notes = new Set<string>();
  const accounts = new Set(
    manifests.flatMap(({ object }) => (object.kind === 'ServiceAccount' ? [object.metadata.name] : [])),
  );
  const objects = manifests.map(({ object }) => {
    const copy = structuredClone(object);
    for (const field of clean(copy))
      notes.add(`\`${field}\` is left out: the lab removes everything after a run.`);
    mark(copy, options);
    for (const container of containersOf(copy)) {
      if (container.imagePullPolicy == null) {
        if (isLatest(container.image)) latest.add(container.image);
        container.imagePullPolicy = 'IfNotPresent';
      }
      container.image = options.image(serviceName(container.image)) ?? container.image;
    }
    for (const spec of templatesOf(copy).flatMap(template => fieldsAt(template, 'spec')))
      withoutToken(spec, options.strangers ? new Set() : accounts);
    if (options.strangers && copy.kind === 'ServiceAccount') copy.automountServiceAccountToken = false;
    if (copy.kind === 'Service' && freePorts(copy))
      notes.add(
        'The number of a `nodePort` is left out: the cluster gives a free one, so that two runs never meet.',
      );
    for (const subject of copy.kind === 'RoleBinding' ? fieldsAt(copy, 'subjects') : [])
      if (subject.kind === 'ServiceAccount') subject.namespace = options.namespace;
    return copy;
  });
  return { objects, notes: [...notes, ...(latest.size > 0 ? [latestNote([...latest])] : [])] };
}

function latestNote(images: readonly string[]): string {
  const names = images.map(name => `\`${name}\``).join(', ');
  return (
    `No \`imagePullPolicy\` is set for ${names}: the lab sets \`IfNotPresent\`. ` +
    'Without it Kubernetes looks in a registry at each start where the tag is `:latest` or missing, and would not find an image that was built here. ' +
    'In a cluster of your own set it too, or name a version, such as `:1.0`.'
  );
}

const SERVER_OWN = [
  ...['resourceVersion', 'uid', 'creationTimestamp', 'generation', 'managedFields', 'selfLink'],
  ...['deletionTimestamp', 'deletionGracePeriodSeconds', 'generateName'],
];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Takes away what the server says of itself, as `kubectl get -o yaml` prints it. Returns what was meant and is left out. */
function clean(object: KubeObject): string[] {
  delete object.status;
  const all = [object, ...holders(object)].flatMap(holder => fieldsAt(holder, 'metadata'));
  return all.flatMap(metadata => {
    for (const field of SERVER_OWN) delete metadata[field];
    if (isFields(metadata.annotations)) delete metadata.annotations[LAST_APPLIED];
    return ['finalizers', 'ownerReferences'].filter(field => {
      const found = metadata[field];
      delete metadata[field];
      return Array.isArray(found) && found.length > 0;
    });
  });
}

/** What within an object becomes an object of its own: pods, the jobs of a CronJob, the volumes of a StatefulSet. */
const holders = (object: KubeObject): Fields[] => [
  ...templatesOf(object),
  ...fieldsAt(object, 'spec.jobTemplate'),
  ...(object.kind === 'StatefulSet' ? fieldsAt(object, 'spec.volumeClaimTemplates') : []),
];

function mark(object: KubeObject, { namespace, labels, annotations }: PrepareOptions): void {
  for (const holder of [object as Fields, ...holders(object)]) {
    const metadata = isFields(holder.metadata) ? holder.metadata : {};
    // The namespace of a template is that of its object.
    delete metadata.namespace;
    holder.metadata = {
      ...metadata,
      labels: { ...ownLabels(metadata.labels), ...labels },
      annotations: { ...(isFields(metadata.annotations) ? metadata.annotations : {}), ...annotations },
    };
  }
  object.metadata.namespace = namespace;
}

const ownLabels = (labels: unknown): Fields =>
  Object.fromEntries(
    Object.entries(isFields(labels) ? labels : {}).filter(([name]) => !name.startsWith(LABS_OWN)),
  );

/** A pod gets no key to the Kubernetes API unless it names a ServiceAccount of the manifests. */
function withoutToken(spec: Fields, accounts: ReadonlySet<string>): void {
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  const own = typeof account === 'string' && accounts.has(account);
  if (!own && spec.automountServiceAccountToken == null) spec.automountServiceAccountToken = false;
}

/** Leaves the choice of addresses and node ports to the cluster. Was there a port that somebody chose? */
function freePorts(service: KubeObject): boolean {
  const [spec] = fieldsAt(service, 'spec');
  if (!spec) return false;
  if (spec.clusterIP !== 'None') {
    delete spec.clusterIP;
    delete spec.clusterIPs;
  }
  const chosen = fieldsAt(spec, 'ports').filter(port => port.nodePort != null);
  for (const port of chosen) delete port.nodePort;
  return chosen.length > 0;
}
