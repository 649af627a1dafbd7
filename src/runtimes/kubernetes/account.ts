import type { KubeObject } from '../cluster.ts';

interface Run {
  namespace: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

/** In whose name a stranger's manifests are applied. No manifest can have an account with this name. */
const NAME = 'microlab-submission';
const RBAC = 'rbac.authorization.k8s.io';

/** The user that this account is, for the API server. */
export const accountOf = (namespace: string) => `system:serviceaccount:${namespace}:${NAME}`;

/** What the manifests of strangers may hold, by group: see policy/manifests. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  '': ['pods', 'services', 'configmaps', 'secrets', 'serviceaccounts', 'persistentvolumeclaims'],
  apps: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
  batch: ['jobs', 'cronjobs'],
  autoscaling: ['horizontalpodautoscalers'],
  policy: ['poddisruptionbudgets'],
  'networking.istio.io': ['virtualservices', 'destinationrules', 'sidecars'],
  'security.istio.io': ['peerauthentications', 'authorizationpolicies'],
};

/**
 * The account that applies a stranger's manifests: what it may touch ends with the namespace, and with these kinds,
 * whatever the manifests say. And no pod is given the key of an account unless it asks for it, which is refused.
 */
export function accountObjects({ namespace, labels, annotations }: Run): KubeObject[] {
  const object = (apiVersion: string, kind: string, rest: object, name = NAME): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, namespace, labels, annotations },
    ...rest,
  });
  const noToken = { automountServiceAccountToken: false };
  return [
    object('v1', 'ServiceAccount', noToken, 'default'),
    object('v1', 'ServiceAccount', noToken),
    object(`${RBAC}/v1`, 'Role', {
      rules: Object.entries(KINDS).map(([group, resources]) => ({
        apiGroups: [group],
        resources,
        verbs: ['get', 'create', 'patch'],
      })),
    }),
    object(`${RBAC}/v1`, 'RoleBinding', {
      roleRef: { apiGroup: RBAC, kind: 'Role', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace }],
    }),
  ];
}
