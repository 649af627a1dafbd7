import type Docker from 'dockerode';
import type { SpyAnswer, SpyCall, SpyPort } from '../runtime.ts';
import type { Helper } from '../shared/helper.ts';
import type { DockerControl } from './control.ts';
import { startHelper } from './gateway.ts';

interface Wiring {
  docker: Docker;
  network: string;
  labels: Record<string, string>;
  control: DockerControl;
  port(service: string): number;
  aliases(service: string): string[];
}

const START_DEADLINE_MS = 30_000;

/**
 * A helper container that has a service's name on the network, so that code with a fixed address meets it too. The real
 * service is killed first: that ends the connections which a client may have kept open to it.
 */
export class DockerSpies implements SpyPort {
  readonly #with: Wiring;
  readonly #spies = new Map<string, Helper>();

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async take(
    service: string,
    answers: Readonly<Record<string, SpyAnswer>>,
    otherwise: SpyAnswer,
    alias?: string,
  ): Promise<void> {
    const spy = this.#spies.get(service) ?? (await this.#start(service, alias));
    await spy.spy(this.#with.port(service), answers, otherwise);
  }

  async calls(service: string): Promise<SpyCall[]> {
    const spy = this.#spies.get(service);
    if (!spy) throw new Error(`no spy has the place of ${service}`);
    return spy.spyCalls(this.#with.port(service));
  }

  async #start(service: string, alias?: string): Promise<Helper> {
    const { docker, network, labels, control, aliases } = this.#with;
    if (alias === undefined) await control.kill(service);
    const name = `${network}-spy-${service}`;
    const names = alias === undefined ? aliases(service) : [alias];
    const spy = await startHelper(docker, { name, network, labels, aliases: names });
    this.#spies.set(service, spy);
    control.remember(`spy ${service}`, async () => {
      this.#spies.delete(service);
      await docker.getContainer(name).remove({ force: true });
      if (alias === undefined) await control.start(service, START_DEADLINE_MS);
    });
    return spy;
  }
}
