import { CoreV1Api, type KubeConfig } from '@kubernetes/client-node';
import { WorkFault } from '../../errors.ts';
import { serviceName } from '../../platform/image-name.ts';
import type { Endpoint, KubeObject, Manifest } from '../cluster.ts';
import { LABEL } from '../shared/engine/labels.ts';
import type { Api } from './api.ts';
import {
  type Fault,
  lateness,
  podFault,
  podsFault,
  type Seen,
  serviceFault,
  workloadFault,
} from './faults.ts';
import type { Mirror } from './mirror.ts';
import {
  carries,
  type EventObject,
  endpointsIn,
  isDeleting,
  isReady,
  isRolledOut,
  isWorkload,
  type Pod,
  podSpecOf,
  type ServiceObject,
  type Workload,
  type WorkloadKind,
  workloadsOf,
} from './objects.ts';

interface Wiring {
  config: KubeConfig;
  api: Api;
  mirror: Mirror;
  namespace: string;
  /** The learner's, as they stand in the workspace. */
  manifests: readonly Manifest[];
  /** Services whose images were built. */
  built: readonly string[];
  /** Marks what is the lab's own. */
  ownLabel: string;
  signal: AbortSignal;
}

/** How many pods are judged to be in trouble for good, in ms, before that is believed: the cluster may still be about to act. */
const SETTLE_MS = 3000;
/** How long a watch may take to tell what was just done. */
const SEEN_MS = 10_000;

/** The learner's part of the run's namespace: which pods and Services there are, how they fare, and why they do not. */
export class Space {
  readonly with: Wiring;
  readonly #core: CoreV1Api;

  constructor(wiring: Wiring) {
    this.with = wiring;
    this.#core = wiring.config.makeApiClient(CoreV1Api);
  }

  /** Every pod that is not the lab's. */
  allPods(): Pod[] {
    const { mirror, ownLabel } = this.with;
    return (mirror.all('Pod') as Pod[]).filter(({ metadata }) => metadata.labels?.[ownLabel] === undefined);
  }

  /** The pods that run a service. */
  pods(service: string): Pod[] {
    return this.allPods().filter(({ spec }) =>
      spec.containers.some(({ image }) => serviceName(image) === service),
    );
  }

  endpoints(service: string): Endpoint[] {
    return endpointsIn(this.with.mirror.all('EndpointSlice'), service);
  }

  /** The workload that keeps the pods of a service; null where these are bare pods. Throws WorkFault where there is nothing. */
  workload(service: string): Manifest {
    const [found] = workloadsOf(this.with.manifests, service);
    if (!found)
      throw new WorkFault(
        `No manifest runs ${service}: none has a container whose image is called ${service}.`,
        { expected: `a Deployment with the image ${service}`, actual: 'none' },
      );
    return found;
  }

  /** Changes a workload, and resolves once the watches know of it. */
  async change({ apiVersion, kind, metadata }: KubeObject, change: Record<string, unknown>): Promise<void> {
    const { api, namespace, mirror, signal } = this.with;
    const named = { apiVersion, kind, metadata: { name: metadata.name, namespace } };
    const generation = await api.merge(named, change);
    const known = () =>
      Number(mirror.get(kind as WorkloadKind, metadata.name)?.metadata.generation) >= generation;
    await mirror.until(() => (known() ? true : null), SEEN_MS, signal);
  }

  /** Deletes a pod, and resolves once the watches know of it. */
  async removePod(name: string, graceSeconds: number): Promise<void> {
    const { api, namespace, mirror, signal } = this.with;
    await api.remove({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } }, graceSeconds);
    const pod = () => mirror.get('Pod', name);
    const known = () => {
      const now = pod();
      return now === null || isDeleting(now);
    };
    await mirror.until(() => (known() ? true : null), SEEN_MS, signal);
  }

  /** Waits until every workload and every bare pod is as its manifest wants it. Throws WorkFault where that cannot be. */
  async rolledOut(deadlineMs: number): Promise<void> {
    const wanted = this.with.manifests.filter(({ object }) => podSpecOf(object) !== null);
    await Promise.all(wanted.map(({ object }) => this.one(object, deadlineMs)));
  }

  /** The same for one object. */
  async one({ kind, metadata: { name } }: KubeObject, deadlineMs: number): Promise<void> {
    const { mirror, signal } = this.with;
    let since: number | null = null;
    const look = async () => {
      const now = mirror.get(kind as WorkloadKind, name);
      if (!now) return null;
      if (
        kind === 'Pod' ? isReady(now as Pod) : isRolledOut(now as Workload) && this.#settled(now as Workload)
      )
        return 'done' as const;
      const fault = await this.#fault(now);
      if (!fault?.final) since = null;
      else since ??= performance.now();
      return since !== null && performance.now() - since >= SETTLE_MS ? fault : null;
    };
    const outcome = await mirror.until(look, deadlineMs, signal);
    if (outcome === 'done') return;
    const now = mirror.get(kind as WorkloadKind, name);
    const fault = outcome ?? (now && (await this.#fault(now)));
    await this.#ofTheWork(fault);
    const late = !outcome && now && isWorkload(now) ? `${lateness(now, deadlineMs)} ` : '';
    const text = `${late}${fault?.text ?? ''}`.trim() || `${kind} ${name} did not become ready.`;
    throw new WorkFault(text, {
      expected: `${kind} ${name} with all its pods ready`,
      actual: text,
      byTime: !fault,
    });
  }

  /** Throws where a fault is none of the work. */
  async #ofTheWork(fault: Fault | null | undefined): Promise<void> {
    if (fault?.not === 'lab' || (fault?.not === 'crowd' && (await this.#crowded())))
      throw new Error(fault.text);
  }

  /** Are other runs using the cluster? Then a lack of room says nothing of this work. */
  async #crowded(): Promise<boolean> {
    const { items } = await this.with.api.list('v1', 'Namespace', { labels: LABEL.run });
    return items.some(({ metadata }) => metadata.name !== this.with.namespace);
  }

  /** What is wrong with a pod of a service; null where all of them are well. Throws where that is no fault of the work. */
  async trouble(service: string): Promise<Fault | null> {
    const fault = await podsFault(this.pods(service), this.#seen);
    await this.#ofTheWork(fault);
    return fault;
  }

  /** Why nothing may answer at a Service; null where it leads to pods that are ready. */
  serviceFault(service: string, port: number): string | null {
    const { mirror } = this.with;
    return serviceFault({
      service,
      port,
      services: mirror.all('Service') as ServiceObject[],
      slices: mirror.all('EndpointSlice'),
      pods: this.allPods().filter(pod => !isDeleting(pod)),
    });
  }

  /** The last lines of a container. */
  async log(pod: string, container?: string, lines = 20): Promise<string[]> {
    return (await this.#log(pod, container, lines, false)) ?? [];
  }

  /** Null where it is not to be had. */
  async #log(pod: string, container: string | undefined, lines: number, previous: boolean) {
    const text = await this.#core
      .readNamespacedPodLog({
        name: pod,
        namespace: this.with.namespace,
        tailLines: lines,
        previous,
        ...(container === undefined ? {} : { container }),
      })
      .catch(() => null);
    return text?.split('\n').filter(line => line.trim() !== '') ?? null;
  }

  /** The container of a pod that runs a service. */
  containerOf(pod: Pod, service: string): string | undefined {
    return pod.spec.containers.find(({ image }) => serviceName(image) === service)?.name;
  }

  /**
   * Its pods themselves are as many as it says, and none of an older make is left, which is counted no more and still
   * answers. What a workload says of itself comes a moment after what happens to its pods.
   */
  #settled(workload: Workload): boolean {
    const labels = workload.spec.selector?.matchLabels ?? {};
    const own = this.allPods().filter(pod => carries(pod.metadata.labels, labels));
    const wanted = workload.kind === 'DaemonSet' ? own.length : (workload.spec.replicas ?? 1);
    return !own.some(isDeleting) && own.filter(isReady).length === wanted;
  }

  get #seen(): Seen {
    return {
      events: this.with.mirror.all('Event') as EventObject[],
      built: this.with.built,
      log: (pod, container, previous) => this.#log(pod, container, 15, previous),
    };
  }

  async #fault(now: KubeObject) {
    if (!isWorkload(now)) return podFault(now as Pod, this.#seen);
    const labels = now.spec.selector?.matchLabels ?? {};
    const own = this.allPods().filter(pod => carries(pod.metadata.labels, labels) && !isDeleting(pod));
    return workloadFault(now, own, this.#seen);
  }
}
