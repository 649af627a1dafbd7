import type { SpyAnswer, SpyCall, SpyPort } from '../runtime.ts';
import type { Helper } from './helper.ts';

interface Wiring {
  /** Where the spy of a service listens. */
  port(service: string): number;
  /** Puts a helper in the place of a service; `ended` is called once it has been taken away again. */
  begin(service: string, alias: string | undefined, ended: () => void): Promise<Helper>;
}

/** Helpers that stand in for services: one for each, for as long as a check lasts. */
export class Spies implements SpyPort {
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
    const spy = this.#spies.get(service) ?? (await this.#begin(service, alias));
    await spy.spy(this.#with.port(service), answers, otherwise);
  }

  async calls(service: string): Promise<SpyCall[]> {
    const spy = this.#spies.get(service);
    if (!spy) throw new Error(`no spy has the place of ${service}`);
    return spy.spyCalls(this.#with.port(service));
  }

  /** Ends every spy, without putting the services back. */
  async close(): Promise<void> {
    await Promise.all([...this.#spies.values()].map(spy => spy.close()));
    this.#spies.clear();
  }

  async #begin(service: string, alias: string | undefined): Promise<Helper> {
    const spy = await this.#with.begin(service, alias, () => this.#spies.delete(service));
    this.#spies.set(service, spy);
    return spy;
  }
}
