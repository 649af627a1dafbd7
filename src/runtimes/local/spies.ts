import type { SpyAnswer, SpyCall, SpyPort } from '../runtime.ts';
import type { Helper } from '../shared/helper.ts';
import type { LocalControl } from './control.ts';

interface Wiring {
  control: LocalControl;
  /** The service's port on this machine. */
  port(service: string): number;
  startHelper(): Promise<Helper>;
}

const START_DEADLINE_MS = 30_000;

/** Helpers that listen on the port of a service, which is killed first. Each is a program of its own, so that it can end. */
export class LocalSpies implements SpyPort {
  readonly #with: Wiring;
  readonly #spies = new Map<string, Helper>();

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async take(
    service: string,
    answers: Readonly<Record<string, SpyAnswer>>,
    otherwise: SpyAnswer,
  ): Promise<void> {
    const spy = this.#spies.get(service) ?? (await this.#start(service));
    await spy.spy(this.#with.port(service), answers, otherwise);
  }

  async calls(service: string): Promise<SpyCall[]> {
    const spy = this.#spies.get(service);
    if (!spy) throw new Error(`no spy has the place of ${service}`);
    return spy.spyCalls(this.#with.port(service));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#spies.values()].map(spy => spy.close()));
    this.#spies.clear();
  }

  async #start(service: string): Promise<Helper> {
    const { control, startHelper } = this.#with;
    await control.kill(service);
    const spy = await startHelper();
    this.#spies.set(service, spy);
    control.remember(async () => {
      this.#spies.delete(service);
      await spy.close();
      await control.start(service, START_DEADLINE_MS);
    });
    return spy;
  }
}
