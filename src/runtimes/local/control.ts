import type { ControlPort, ServiceState } from '../runtime.ts';
import type { Service } from './service.ts';

interface Wiring {
  services: ReadonlyMap<string, Service>;
  signal: AbortSignal;
  /** Resolves when the service takes connections; throws where it does not by the deadline. */
  accepts(service: string, deadlineMs: number): Promise<void>;
}

const RESTART_DEADLINE_MS = 30_000;

/** Faults of processes, and their mending. A network that could be cut is not there. */
export class LocalControl implements ControlPort {
  readonly #with: Wiring;
  readonly #frozen = new Set<string>();

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
    await this.#service(service).start();
    await this.#with.accepts(service, deadlineMs);
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

  async restore(): Promise<void> {
    await Promise.all([...this.#frozen].map(service => this.thaw(service)));
    const ended = [...this.#with.services].filter(([, { state }]) => state.kind !== 'running');
    await Promise.all(ended.map(([name]) => this.start(name, RESTART_DEADLINE_MS)));
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
