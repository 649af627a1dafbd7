import { WorkFault } from '../../errors.ts';
import type { ClusterPort, Endpoint, KubeObject, Manifest, PodFacts, StandIn, Vantage } from '../cluster.ts';
import type { HttpAnswer, HttpRequest, HttpSilence } from '../runtime.ts';
import type { Helper } from '../shared/helper.ts';
import { SHORT_GRACE_SECONDS } from './control.ts';
import type { Monitoring } from './monitoring.ts';
import { isDeleting, isReady, type Pod, restartsOf } from './objects.ts';
import type { Replicas } from './replicas.ts';
import type { Space } from './space.ts';
import type { Undo } from './undo.ts';

interface Wiring {
  space: Space;
  replicas: Replicas;
  undo: Undo;
  helper(from: Vantage): Promise<Helper>;
  /** What was sent to the cluster, by kind and name. */
  applied(kind: string, name: string): KubeObject | undefined;
  startStandIn(service: string): Promise<StandIn & { remove(): Promise<void> }>;
  monitoring: Monitoring;
}

const QUERY_MS = 10_000;

/** The cluster as the learner's namespace shows it. */
export class KubernetesPort implements ClusterPort {
  readonly #with: Wiring;
  readonly #standIns = new Map<string, StandIn>();

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  manifests(): readonly Manifest[] {
    return this.#with.space.with.manifests;
  }

  async pods(service: string): Promise<PodFacts[]> {
    return this.#with.space.pods(service).map(pod => ({
      name: pod.metadata.name,
      address: pod.status.podIP ?? null,
      ready: isReady(pod) && !isDeleting(pod),
      restarts: restartsOf(pod),
      deleting: isDeleting(pod),
      labels: pod.metadata.labels ?? {},
    }));
  }

  async endpoints(service: string): Promise<Endpoint[]> {
    return this.#with.space.endpoints(service);
  }

  async restarts(pod: string): Promise<number> {
    const found = this.#with.space.with.mirror.get('Pod', pod) as Pod | null;
    return found ? restartsOf(found) : 0;
  }

  read(apiVersion: string, kind: string, name: string): Promise<KubeObject | null> {
    const { api, namespace } = this.#with.space.with;
    return api.read({ apiVersion, kind, metadata: { name, namespace } });
  }

  async deletePod(name: string): Promise<void> {
    const { space, undo } = this.#with;
    const bare = this.#with.applied('Pod', name);
    if (bare) undo.remember(`pod ${name}`, () => space.with.api.apply(bare));
    await space.removePod(name, 0);
  }

  async scale(service: string, replicas: number): Promise<void> {
    const { undo } = this.#with;
    undo.remember(`scale ${service}`, () => this.#with.replicas.declared(service));
    // What is scaled to nothing goes soon: the time of its grace would only be waited for.
    await this.#with.replicas.set(service, replicas, replicas === 0 ? SHORT_GRACE_SECONDS : undefined);
  }

  async restart(service: string, deadlineMs: number): Promise<void> {
    const { space } = this.#with;
    const { kind, metadata } = space.workload(service).object;
    if (kind === 'Pod' || kind === 'ReplicaSet')
      throw new WorkFault(
        `${kind} ${metadata.name} cannot be restarted one pod after another. Use a Deployment.`,
        { expected: 'a Deployment', actual: kind },
      );
    const { mirror, signal } = space.with;
    const before = new Set(space.pods(service).map(pod => pod.metadata.name));
    const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
    await space.change(space.workload(service).object, {
      spec: { template: { metadata: { annotations } } },
    });
    // The first new pod: until it is seen, the old ones look like a rollout that is done.
    await mirror.until(
      () => (space.pods(service).some(pod => !before.has(pod.metadata.name)) ? true : null),
      deadlineMs,
      signal,
    );
    await space.one(space.workload(service).object, deadlineMs);
  }

  async without(kind: string, name: string): Promise<void> {
    const { api, namespace } = this.#with.space.with;
    const object = this.#with.applied(kind, name);
    if (!object)
      throw new WorkFault(`No manifest has the ${kind} ${name}.`, {
        expected: `${kind} ${name}`,
        actual: 'none',
      });
    this.#with.undo.remember(`${kind} ${name}`, () => api.apply(object));
    await api.remove({ apiVersion: object.apiVersion, kind, metadata: { name, namespace } });
  }

  async ask(
    from: Vantage,
    target: { host: string; port: number },
    request: HttpRequest,
  ): Promise<HttpAnswer | HttpSilence> {
    return (await this.#with.helper(from)).http(target, request);
  }

  async standIn(service: string): Promise<StandIn> {
    const there = this.#standIns.get(service);
    if (there) return there;
    const standIn = await this.#with.startStandIn(service);
    this.#standIns.set(service, standIn);
    this.#with.undo.remember(`stand-in ${service}`, () => {
      this.#standIns.delete(service);
      return standIn.remove();
    });
    return standIn;
  }

  async prometheus(query: string): Promise<{ labels: Record<string, string>; value: number }[]> {
    const data = (await this.prometheusApi(`/api/v1/query?query=${encodeURIComponent(query)}`)) as {
      result: { metric: Record<string, string>; value: [number, string] }[];
    };
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  async prometheusApi(path: string): Promise<unknown> {
    const target = await this.#with.monitoring.at();
    const answer = await this.ask('lab', target, { method: 'GET', path, timeoutMs: QUERY_MS });
    if (!answer.answered) throw new Error(`Prometheus gave no answer (${answer.reason})`);
    const { status, data, error } = JSON.parse(answer.body) as {
      status: string;
      data: unknown;
      error?: string;
    };
    if (status !== 'success') throw new Error(`Prometheus refused ${path}: ${error}`);
    return data;
  }

  rulesFault(): Promise<WorkFault | null> {
    return this.#with.monitoring.rulesFault();
  }
}
