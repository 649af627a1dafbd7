import type { KubeObject } from '../cluster.ts';

interface Run {
  namespace: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  mesh: boolean;
}

/** Where the sidecars find their control plane. */
const MESH_NAMESPACE = 'istio-system';
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** The namespace of a run, and what bounds the work in it. */
export function namespaceObjects({ namespace, labels, annotations, mesh }: Run): KubeObject[] {
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
      spec: {
        hard: {
          pods: '40',
          'requests.cpu': '4',
          'requests.memory': '8Gi',
          'limits.memory': '16Gi',
          'services.loadbalancers': '0',
          persistentvolumeclaims: '5',
        },
      },
    }),
    within({
      apiVersion: 'v1',
      kind: 'LimitRange',
      name: 'microlab',
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '1Gi' },
            defaultRequest: { cpu: '20m', memory: '64Mi' },
          },
        ],
      },
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
