import { serviceName } from '../../platform/image-name.ts';
import type { KubeObject, Manifest } from '../cluster.ts';

/** The parts of the API's objects that the runtime reads. */
export interface Container {
  name: string;
  image: string;
  imagePullPolicy?: string;
  ports?: { name?: string; containerPort: number; protocol?: string }[];
}
export interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  [field: string]: unknown;
}
interface ContainerStatus {
  name: string;
  ready: boolean;
  restartCount: number;
  imageID: string;
  state?: {
    running?: object;
    waiting?: { reason?: string; message?: string };
    terminated?: { exitCode: number; reason?: string };
  };
  lastState?: { terminated?: { exitCode: number; reason?: string } };
}
export interface Pod extends KubeObject {
  spec: PodSpec;
  status: {
    phase?: string;
    podIP?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}
export interface EventObject extends KubeObject {
  involvedObject: { kind: string; name: string };
  reason: string;
  message: string;
  type: string;
}
export interface Workload extends KubeObject {
  spec: {
    replicas?: number;
    selector?: { matchLabels?: Record<string, string> };
    template?: { metadata?: { labels?: Record<string, string> }; spec: PodSpec };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    desiredNumberScheduled?: number;
    numberReady?: number;
  };
}
export interface ServiceObject extends KubeObject {
  spec: {
    type?: string;
    selector?: Record<string, string>;
    ports?: { name?: string; port: number; targetPort?: number | string }[];
  };
}
interface SliceObject extends KubeObject {
  ports?: { name?: string; port: number }[];
  endpoints?: {
    addresses: string[];
    conditions?: { ready?: boolean };
    targetRef?: { kind: string; name: string };
  }[];
}

/** Kinds that keep pods running. */
const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'] as const;
export type WorkloadKind = (typeof WORKLOADS)[number];
export const isWorkload = (object: KubeObject): object is Workload =>
  (WORKLOADS as readonly string[]).includes(object.kind);

/** The pod specification that a manifest holds; null where it makes no pods that go on running. */
export function podSpecOf(object: KubeObject): PodSpec | null {
  if (object.kind === 'Pod') return (object as Pod).spec;
  return isWorkload(object) ? (object.spec.template?.spec ?? null) : null;
}

/** The manifests whose pods run a service, the one that is called like it first. */
export function workloadsOf(manifests: readonly Manifest[], service: string): Manifest[] {
  const runs = ({ object }: Manifest) =>
    podSpecOf(object)?.containers.some(
      ({ image }) => typeof image === 'string' && serviceName(image) === service,
    );
  const called = ({ object }: Manifest) => (object.metadata.name === service ? 0 : 1);
  return manifests.filter(runs).sort((a, b) => called(a) - called(b));
}

export const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

export const restartsOf = ({ status }: Pod): number =>
  (status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0);

export const isDeleting = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined;

/** Is every pod of it there, new and ready? As `kubectl rollout status` decides. */
export function isRolledOut({ kind, metadata, spec, status }: Workload): boolean {
  if (kind === 'DaemonSet')
    return (
      status?.observedGeneration === metadata.generation &&
      status?.numberReady === status?.desiredNumberScheduled
    );
  const wanted = spec.replicas ?? 1;
  const now = status ?? {};
  const updated = kind === 'ReplicaSet' ? now.replicas : now.updatedReplicas;
  return (
    now.observedGeneration === metadata.generation &&
    (updated ?? 0) === wanted &&
    (now.replicas ?? 0) === wanted &&
    (now.readyReplicas ?? 0) === wanted
  );
}

export function carries(
  labels: Readonly<Record<string, string>> | undefined,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => labels?.[name] === value);
}

/** Where a Service leads, from its slices. */
export function endpointsIn(slices: readonly KubeObject[], service: string) {
  return (slices as readonly SliceObject[])
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints, ports }) =>
      (endpoints ?? []).flatMap(({ addresses, conditions, targetRef }) =>
        (ports ?? []).map(({ port }) => ({
          pod: targetRef?.name ?? '',
          address: addresses[0] ?? '',
          port,
          ready: conditions?.ready ?? false,
        })),
      ),
    );
}
