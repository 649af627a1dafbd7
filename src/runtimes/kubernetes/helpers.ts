import type { KubeConfig } from '@kubernetes/client-node';
import type { Vantage } from '../cluster.ts';
import type { Helper } from '../shared/helper.ts';
import type { Api } from './api.ts';
import { execHelper, labPod } from './lab-pod.ts';
import type { Mirror } from './mirror.ts';
import type { Pod } from './objects.ts';

/** What everything of the lab's own in the namespace is made with. */
export interface Own {
  config: KubeConfig;
  api: Api;
  mirror: Mirror;
  namespace: string;
  /** The helper's image as the cluster knows it. */
  image: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

const POD_MS = 60_000;

/** The lab's own pods, each started when it is first needed, with a helper in it. */
export class Helpers {
  readonly #own: Own;
  readonly #started = new Map<Vantage, Promise<Helper>>();

  constructor(own: Own) {
    this.#own = own;
  }

  at(from: Vantage): Promise<Helper> {
    const started = this.#started.get(from) ?? this.#start(from);
    this.#started.set(from, started);
    return started;
  }

  /** How late the one within the mesh got its turn since the last call, in ms; 0 where it was not started. */
  async strain(): Promise<number> {
    const lab = this.#started.get('lab');
    return lab ? (await lab).strain() : 0;
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#started.values()].map(helper => helper.then(one => one.close()).catch(() => {})),
    );
  }

  async #start(from: Vantage): Promise<Helper> {
    const { config, api, mirror, namespace, signal } = this.#own;
    const name = from === 'lab' ? 'microlab-lab' : 'microlab-outside';
    await api.apply(labPod({ ...this.#own, name, sidecar: from === 'lab' }));
    const runs = () => ((mirror.get('Pod', name) as Pod | null)?.status.phase === 'Running' ? true : null);
    if (!(await mirror.until(runs, POD_MS, signal)))
      throw new Error(`the lab’s own pod ${name} did not start within ${POD_MS / 1000} s`);
    return execHelper(config, namespace, name);
  }
}
