import { didYouMean } from '../../platform/nearest.ts';
import type { Level } from '../compose/project.ts';

interface Allowed {
  /** The current one comes first. */
  readonly versions: readonly string[];
  /** Why a stranger's work may not have it. */
  readonly ownOnly?: string;
}

const ISTIO = { versions: ['networking.istio.io/v1', 'networking.istio.io/v1beta1'] };
const RBAC = {
  versions: ['rbac.authorization.k8s.io/v1'],
  ownOnly: 'it gives rights over the Kubernetes API, and no exercise needs that.',
};

/** The kinds that are sent to a cluster. */
const KINDS: Readonly<Record<string, Allowed>> = {
  Pod: { versions: ['v1'] },
  Service: { versions: ['v1'] },
  ConfigMap: { versions: ['v1'] },
  Secret: { versions: ['v1'] },
  ServiceAccount: { versions: ['v1'] },
  PersistentVolumeClaim: { versions: ['v1'] },
  Deployment: { versions: ['apps/v1'] },
  ReplicaSet: { versions: ['apps/v1'] },
  StatefulSet: { versions: ['apps/v1'] },
  DaemonSet: { versions: ['apps/v1'] },
  Job: { versions: ['batch/v1'] },
  CronJob: { versions: ['batch/v1'] },
  HorizontalPodAutoscaler: { versions: ['autoscaling/v2', 'autoscaling/v1'] },
  PodDisruptionBudget: { versions: ['policy/v1'] },
  NetworkPolicy: {
    versions: ['networking.k8s.io/v1'],
    ownOnly: 'it can only open what the lab keeps closed, since the rules of several add up.',
  },
  Ingress: {
    versions: ['networking.k8s.io/v1'],
    ownOnly: 'it opens the cluster to the outside, and the lab sends its requests from within.',
  },
  VirtualService: ISTIO,
  DestinationRule: ISTIO,
  Gateway: {
    ...ISTIO,
    ownOnly:
      'it opens a port of the one gateway that all runs share, and the lab sends its requests from within.',
  },
  Sidecar: ISTIO,
  ServiceEntry: {
    ...ISTIO,
    ownOnly: 'it names hosts outside the mesh, and nothing outside the run may be reached.',
  },
  PeerAuthentication: { versions: ['security.istio.io/v1'] },
  AuthorizationPolicy: { versions: ['security.istio.io/v1'] },
  Role: RBAC,
  RoleBinding: RBAC,
};

const CLUSTER_WIDE = new Set(
  [
    'ClusterRole ClusterRoleBinding PersistentVolume StorageClass CustomResourceDefinition Node PriorityClass',
    'IngressClass RuntimeClass APIService CSIDriver CSINode VolumeAttachment FlowSchema',
    'PriorityLevelConfiguration MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding MutatingAdmissionPolicy',
    'CertificateSigningRequest ClusterTrustBundle PodSecurityPolicy',
  ].flatMap(line => line.split(' ')),
);

const LIMITS = 'the lab sets the limits of the namespace itself.';
const OPERATOR =
  'it belongs to the Prometheus operator, which is not installed. Prometheus finds pods by annotations here.';
const SLICES = 'Kubernetes makes it itself for every Service with a `selector`.';
const GATEWAY_API = 'it belongs to the Gateway API, which is not installed. Write a VirtualService of Istio.';
const OTHERS: Readonly<Record<string, string>> = {
  Kustomization: 'kustomize is not run here. Write out what it makes: `kubectl kustomize <folder>`.',
  ResourceQuota: LIMITS,
  LimitRange: LIMITS,
  ServiceMonitor: OPERATOR,
  PodMonitor: OPERATOR,
  PrometheusRule: OPERATOR,
  HTTPRoute: GATEWAY_API,
  GatewayClass: GATEWAY_API,
  Endpoints: SLICES,
  EndpointSlice: SLICES,
  ReplicationController: 'a Deployment has taken its place.',
  EnvoyFilter: 'it can change everything that a proxy does. Write a VirtualService or a DestinationRule.',
};

/** `a Service`, `an Ingress`. */
export const article = (kind: string, a: 'a' | 'A' = 'a') => (/^[AEIO]/.test(kind) ? `${a}n` : a);

/** Why an object of this kind is not sent to the cluster; null where it is. */
export function refusal(apiVersion: string, kind: string, level: Level): string | null {
  const allowed = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!allowed) {
    if (CLUSTER_WIDE.has(kind))
      return `${article(kind, 'A')} ${kind} is refused: it holds for the whole cluster, not for the namespace of this run alone. No exercise needs one. Remove it.`;
    const why = Object.hasOwn(OTHERS, kind) ? OTHERS[kind] : undefined;
    if (why) return `\`kind: ${kind}\` is refused: ${why}`;
    const near = nearest(kind);
    return near
      ? `\`kind: ${kind}\` is not known.${near}`
      : `\`kind: ${kind}\` is refused: no exercise uses this kind. Remove it.`;
  }
  if (allowed.ownOnly && level === 'strict')
    return `${article(kind, 'A')} ${kind} is refused: ${allowed.ownOnly} Remove it.`;
  if (allowed.versions.includes(apiVersion)) return null;
  const [current = ''] = allowed.versions;
  const old = /(^extensions\/)|v\d+(alpha|beta)\d+$/.test(apiVersion);
  const what = old
    ? `\`apiVersion: ${apiVersion}\` is an old one`
    : `\`apiVersion: ${apiVersion}\` is not that`;
  return `${what} of ${article(kind)} ${kind}: expected \`apiVersion: ${current}\`.`;
}

function nearest(kind: string): string {
  const names = Object.keys(KINDS);
  const sameLetters = names.find(name => name.toLowerCase() === kind.toLowerCase());
  return sameLetters ? ` Did you mean "${sameLetters}"?` : didYouMean(kind, names);
}

/** Below which path each kind has its pod template. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  Pod: '',
  Deployment: 'spec.template',
  ReplicaSet: 'spec.template',
  StatefulSet: 'spec.template',
  DaemonSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
};
