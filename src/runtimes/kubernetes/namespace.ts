import type { KubeObject } from '../cluster.ts';

interface Run {
  namespace: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  mesh: boolean;
  /** The work of others. */
  strangers: boolean;
}

/** What all of one's own work in a namespace may use together, and what a container gets that asks for nothing. */
const OWN = {
  hard: {
    pods: '40',
    'requests.cpu': '4',
    'requests.memory': '8Gi',
    'limits.memory': '16Gi',
    'services.loadbalancers': '0',
    persistentvolumeclaims: '5',
  },
  container: {
    default: { memory: '1Gi' },
    defaultRequest: { cpu: '20m', memory: '64Mi' },
  },
};

/**
 * The same for a stranger's work: tighter, and nothing is without a limit. The largest that a container may ask for is what
 * a sidecar of Istio does, by default. No exercise keeps data, and on a development cluster nothing holds a volume to its size.
 */
const STRANGERS = {
  hard: {
    pods: '25',
    'requests.cpu': '2',
    'requests.memory': '4Gi',
    'limits.cpu': '60',
    'limits.memory': '8Gi',
    'requests.ephemeral-storage': '2Gi',
    'limits.ephemeral-storage': '16Gi',
    'services.loadbalancers': '0',
    'services.nodeports': '5',
    services: '10',
    configmaps: '20',
    secrets: '20',
    persistentvolumeclaims: '0',
    'count/jobs.batch': '10',
    'count/cronjobs.batch': '2',
  },
  container: {
    default: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
    defaultRequest: { cpu: '20m', memory: '64Mi', 'ephemeral-storage': '16Mi' },
    max: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '1Gi' },
  },
};

/** Where the sidecars find their control plane. */
const MESH_NAMESPACE = 'istio-system';
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** A sidecar of Istio may use up to 1 GiB, by default. */
const SIDECARS = { 'limits.memory': '24Gi' };

/** The namespace of a run, and what bounds the work in it. */
export function namespaceObjects({ namespace, labels, annotations, mesh, strangers }: Run): KubeObject[] {
  const { hard, container } = strangers ? STRANGERS : OWN;
  const more = mesh && strangers ? SIDECARS : {};
  const within = (object: Omit<KubeObject, 'metadata'> & { name: string }): KubeObject => {
    const { name, ...rest } = object;
    return { ...rest, metadata: { name, namespace, labels, annotations } } as unknown as KubeObject;
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: namespace,
        annotations,
        labels: {
          ...labels,
          // The container that leads traffic to the sidecar needs NET_ADMIN, which `baseline` forbids: where there are
          // sidecars, our own policy alone holds the learner's templates to it.
          'pod-security.kubernetes.io/enforce': mesh ? 'privileged' : 'baseline',
          ...(mesh ? { 'istio-injection': 'enabled' } : {}),
        },
      },
    },
    within({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'microlab',
      spec: { hard: { ...hard, ...more } },
    }),
    within({
      apiVersion: 'v1',
      kind: 'LimitRange',
      name: 'microlab',
      spec: { limits: [{ type: 'Container', ...container }] },
    }),
    within({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name: 'microlab',
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ podSelector: {} }, ...(mesh ? [inNamespace(MESH_NAMESPACE)] : [])] }],
        egress: [
          { to: [{ podSelector: {} }] },
          {
            to: [inNamespace('kube-system')],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 53 },
            ],
          },
          ...(mesh ? [{ to: [inNamespace(MESH_NAMESPACE)] }] : []),
        ],
      },
    }),
  ];
}
