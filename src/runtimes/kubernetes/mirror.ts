import { EventEmitter, setMaxListeners } from 'node:events';
import { type KubeConfig, Watch } from '@kubernetes/client-node';
import type { KubeObject } from '../cluster.ts';
import type { Api } from './api.ts';

/** What the runtime follows, and where the API has it. */
const FOLLOWED = {
  Pod: { apiVersion: 'v1', path: 'pods' },
  Event: { apiVersion: 'v1', path: 'events' },
  Service: { apiVersion: 'v1', path: 'services' },
  EndpointSlice: { apiVersion: 'discovery.k8s.io/v1', path: 'endpointslices' },
  Deployment: { apiVersion: 'apps/v1', path: 'deployments' },
  ReplicaSet: { apiVersion: 'apps/v1', path: 'replicasets' },
  StatefulSet: { apiVersion: 'apps/v1', path: 'statefulsets' },
  DaemonSet: { apiVersion: 'apps/v1', path: 'daemonsets' },
} as const;
export type Followed = keyof typeof FOLLOWED;

/** The objects of one namespace as they are now, kept up to date by watches, so that nobody has to ask again and again. */
export class Mirror {
  readonly #config: KubeConfig;
  readonly #api: Api;
  readonly #namespace: string;
  readonly #objects = new Map<Followed, Map<string, KubeObject>>();
  readonly #changes = new EventEmitter();
  readonly #closed = new AbortController();
  #failure: unknown;

  constructor(config: KubeConfig, api: Api, namespace: string) {
    this.#config = config;
    this.#api = api;
    this.#namespace = namespace;
    setMaxListeners(0, this.#changes, this.#closed.signal);
  }

  /** Resolves when everything has been seen once. */
  async open(): Promise<void> {
    await Promise.all((Object.keys(FOLLOWED) as Followed[]).map(kind => this.#follow(kind)));
  }

  all(kind: Followed): KubeObject[] {
    return [...(this.#objects.get(kind)?.values() ?? [])];
  }

  get(kind: Followed, name: string): KubeObject | null {
    return this.all(kind).find(({ metadata }) => metadata.name === name) ?? null;
  }

  /**
   * Looks at each change until `look` returns something; null when the deadline is over. Also looks now and then
   * without one: some things become true by time alone.
   */
  async until<T>(
    look: () => T | null | Promise<T | null>,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<T | null> {
    const end = performance.now() + deadlineMs;
    for (;;) {
      signal.throwIfAborted();
      if (this.#failure) throw this.#failure;
      const found = await look();
      if (found !== null) return found;
      const left = end - performance.now();
      if (left <= 0) return null;
      await this.#change(Math.min(left, 1000));
    }
  }

  /** Resolves at the next change, or after this time. An abort is seen then: the pause is short. */
  #change(ms: number): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.#changes.off('change', done);
        resolve();
      };
      const timer = setTimeout(done, Math.ceil(ms));
      this.#changes.on('change', done);
    });
  }

  close(): void {
    this.#closed.abort();
  }

  /** Lists, then watches from there; a watch that ends begins anew. */
  async #follow(kind: Followed): Promise<void> {
    const { apiVersion, path } = FOLLOWED[kind];
    const { items, version } = await this.#api.list(apiVersion, kind, { namespace: this.#namespace });
    this.#objects.set(kind, new Map(items.map(item => [item.metadata.name, item])));
    this.#changes.emit('change');
    const group = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
    const watch = await new Watch(this.#config).watch(
      `${group}/namespaces/${this.#namespace}/${path}`,
      { resourceVersion: version },
      (phase: string, object: KubeObject) => {
        if (phase === 'ERROR') return;
        const known = this.#objects.get(kind);
        if (phase === 'DELETED') known?.delete(object.metadata.name);
        else if (phase !== 'BOOKMARK') known?.set(object.metadata.name, object);
        this.#changes.emit('change');
      },
      () => {
        if (this.#closed.signal.aborted) return;
        this.#follow(kind).catch(thrown => {
          this.#failure = thrown;
          this.#changes.emit('change');
        });
      },
    );
    this.#closed.signal.addEventListener('abort', () => watch.abort(), { once: true });
    if (this.#closed.signal.aborted) watch.abort();
  }
}
