import type { ControlPort, ServiceState } from '../runtime.ts';
import { MEND_DEADLINE_MS } from '../shared/deadlines.ts';
import type { Service } from './service.ts';

interface Wiring {
  services: ReadonlyMap<string, Service>;
  signal: AbortSignal;
  /** Makes the service's files as they were at first. */
  renew(service: string): Promise<void>;
  /** Resolves when the service takes connections; throws where it does not by the deadline. */
  accepts(service: string, deadlineMs: number): Promise<void>;
}

/** Faults of processes, and their mending. A network that could be cut is not there. */
export class LocalControl implements ControlPort {
  readonly #with: Wiring;
  readonly #frozen = new Set<string>();
  /** How to take away the spy that has the place of each of these services. */
  readonly #replaced = new Map<string, () => Promise<void>>();

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async state(service: string): Promise<ServiceState> {
    return this.#with.services.get(service)?.state ?? { kind: 'absent' };
  }

  async tail(service: string, lines: number): Promise<string[]> {
    return (await this.#with.services.get(service)?.tail(lines)) ?? [];
  }

  stop(service: string, graceMs: number): Promise<{ elapsedMs: number; killed: boolean }> {
    return this.#service(service).stop(graceMs, this.#with.signal);
  }

  kill(service: string): Promise<void> {
    return this.#service(service).kill();
  }

  async start(service: string, deadlineMs: number): Promise<void> {
    await this.launch(service);
    await this.#with.accepts(service, deadlineMs);
  }

  launch(service: string): Promise<void> {
    return this.#service(service).start();
  }

  async recreate(service: string, deadlineMs: number): Promise<void> {
    await this.kill(service);
    await this.#with.renew(service);
    await this.start(service, deadlineMs);
  }

  async health(): Promise<never> {
    throw new Error('the local runtime runs no HEALTHCHECK');
  }

  /** Remembers the spy that has a service's place. */
  replaced(service: string, undo: () => Promise<void>): void {
    this.#replaced.set(service, undo);
  }

  async freeze(service: string): Promise<void> {
    this.#frozen.add(service);
    await this.#service(service).freeze();
  }

  async thaw(service: string): Promise<void> {
    this.#frozen.delete(service);
    await this.#service(service).thaw();
  }

  cutOff(): Promise<void> {
    return noNetwork();
  }

  reconnect(): Promise<void> {
    return noNetwork();
  }

  async restore(kept: ReadonlySet<string> = new Set()): Promise<void> {
    for (const [service, undo] of this.#replaced) {
      if (kept.has(service)) continue;
      this.#replaced.delete(service);
      await undo();
    }
    await Promise.all([...this.#frozen].map(service => this.thaw(service)));
    const ended = [...this.#with.services].filter(
      ([name, { state }]) => state.kind !== 'running' && !this.#replaced.has(name),
    );
    await Promise.all(ended.map(([name]) => this.start(name, MEND_DEADLINE_MS)));
  }

  #service(name: string): Service {
    const service = this.#with.services.get(name);
    if (!service) throw new Error(`there is no process of ${name}`);
    return service;
  }
}

async function noNetwork(): Promise<never> {
  throw new Error('the local runtime has no network of its own that could be cut');
}
