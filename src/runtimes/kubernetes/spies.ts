import type { SpyAnswer, SpyCall, SpyPort } from '../runtime.ts';
import type { KubernetesPort } from './cluster-port.ts';

/** A spy in a service's place: one pod of its template in which the spy answers, and none of its own. */
export class KubernetesSpies implements SpyPort {
  readonly #cluster: KubernetesPort;

  constructor(cluster: KubernetesPort) {
    this.#cluster = cluster;
  }

  async take(
    service: string,
    answers: Readonly<Record<string, SpyAnswer>>,
    otherwise: SpyAnswer,
  ): Promise<void> {
    await this.#cluster.scale(service, 0);
    await (await this.#cluster.standIn(service)).answer(answers, otherwise);
  }

  async calls(service: string): Promise<SpyCall[]> {
    return (await this.#cluster.standIn(service)).calls();
  }
}
