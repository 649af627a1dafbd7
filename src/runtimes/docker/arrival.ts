import type Docker from 'dockerode';
import { messageOf, WorkFault } from '../../errors.ts';
import { inWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { ControlPort, ServiceState } from '../runtime.ts';
import type { ComposeResult } from '../shared/engine/compose.ts';
import type { Helper } from '../shared/helper.ts';
import { listening, whyNotReachable } from './diagnose.ts';
import { runBeside } from './gateway.ts';

export const BROKER = 'kafka';
/** Where every container of the run finds the broker. */
export const SERVERS = 'kafka:9092';
const BROKER_DEADLINE_MS = 90_000;
const LOG_LINES = 50;
/** Looks at a service's port between two looks at its container. */
const ASK_EVERY = 5;

interface Wiring {
  docker: Docker;
  labels: Record<string, string>;
  control: ControlPort;
  signal: AbortSignal;
  topics: readonly string[];
  /** Is the broker one that the learner has set up? */
  ownBroker: boolean;
  /** The containers by service, as the engine has them now. */
  containers(): Promise<ReadonlyMap<string, string>>;
  helper(): Promise<Helper>;
  port(service: string): number;
}

/** Waits for services to come up, and says of one that does not why not. */
export class Arrival {
  readonly #with: Wiring;

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async broker(): Promise<void> {
    await this.#with.containers();
    const state = await this.#with.control.state(BROKER);
    if (state.kind === 'exited')
      throw new WorkFault(await this.#ended(BROKER, state.code, state.outOfMemory));
    try {
      await (await this.#with.helper()).kafkaReady(SERVERS, this.#with.topics, BROKER_DEADLINE_MS);
    } catch (thrown) {
      const said = /the broker at .*/s.exec(messageOf(thrown))?.[0];
      // Where the compose file has a broker, setting it up is part of the work.
      if (said === undefined || !this.#with.ownBroker) throw thrown;
      throw new WorkFault(
        `Other containers cannot use the broker of your compose file: ${said}. It must be told its own name: KAFKA_ADVERTISED_LISTENERS with ${SERVERS}.`,
        { expected: `a broker at ${SERVERS}`, actual: said, byTime: true, cause: thrown },
      );
    }
  }

  /** Waits for a service to take connections; ends at once when it has exited for good. */
  async service(service: string, deadlineMs: number): Promise<void> {
    const helper = await this.#with.helper();
    const port = this.#with.port(service);
    let state: ServiceState | null = null;
    let tries = 0;
    const look = async () => {
      const { open } = await helper.connect({ host: service, port }, 2000);
      // Asking the engine costs it more than a connection costs anybody: now and then will do.
      if (!open && tries++ % ASK_EVERY === 0) state = await this.#with.control.state(service);
      return { open, state };
    };
    const { last } = await retryUntil(look, ({ open, state }) => open || state?.kind === 'exited', {
      deadlineMs,
      everyMs: 50,
      signal: this.#with.signal,
    });
    if (last.open) return;
    if (last.state?.kind === 'exited')
      throw new WorkFault(await this.#ended(service, last.state.code, last.state.outOfMemory), {
        expected: 'a service that keeps running',
        actual: 'it ended',
      });
    const why = whyNotReachable(service, port, await this.#listening(service));
    const restarts =
      last.state?.kind === 'running' && last.state.restarts > 0
        ? ` It was started again ${last.state.restarts} times.`
        : '';
    throw new WorkFault(
      `${service} took no connection on port ${port} within ${inWords(deadlineMs)}. ${why}${restarts}${await this.#lastLines(service)}`,
      {
        expected: `a service that listens on 0.0.0.0:${port}`,
        actual: why,
        byTime: true,
      },
    );
  }

  async #listening(service: string) {
    const id = (await this.#with.containers()).get(service);
    const code = "for f in ('tcp', 'tcp6'): print(open('/proc/net/' + f).read())";
    return listening(
      await runBeside(this.#with.docker, { NetworkMode: `container:${id}` }, this.#with.labels, code).catch(
        () => '',
      ),
    );
  }

  async #ended(service: string, code: number | null, outOfMemory: boolean): Promise<string> {
    const how = outOfMemory ? 'it ran out of memory' : `exit code ${code}`;
    return `${service} ended right after its start (${how}).${await this.#lastLines(service)}`;
  }

  async #lastLines(service: string): Promise<string> {
    const lines = await this.#with.control.tail(service, LOG_LINES);
    if (lines.length === 0) return ' It printed nothing.';
    return ` Its last lines:\n${lines.map(line => `  ${line}`).join('\n')}`;
  }

  /** Compose could not start everything: most often because something that others wait for ended or never became healthy. */
  async explain({ lines, timedOut }: ComposeResult, deadlineMs: number): Promise<never> {
    for (const service of (await this.#with.containers()).keys()) {
      const state = await this.#with.control.state(service);
      if (state.kind === 'exited' && state.code !== 0)
        throw new WorkFault(await this.#ended(service, state.code, state.outOfMemory));
    }
    await this.#allHealthy();
    const said = lines
      .filter(line => line.trim() !== '')
      .slice(-5)
      .join('\n');
    const unhealthy = /unhealthy|dependency failed to start/.test(said);
    if (timedOut || unhealthy) {
      throw new WorkFault(
        `The services did not come up${timedOut ? ` within ${inWords(deadlineMs)}` : ''}: ${said}`,
        { expected: 'services that become healthy', actual: said, byTime: timedOut },
      );
    }
    throw new Error(`docker compose could not start the services: ${said}`);
  }

  /** Throws WorkFault where a health check failed: compose says which service, and not why. */
  async #allHealthy(): Promise<void> {
    for (const service of (await this.#with.containers()).keys()) {
      const { status, lastOutput } = await this.#with.control.health(service);
      if (status !== 'unhealthy') continue;
      const why = lastOutput === '' ? 'printed nothing' : `printed: ${lastOutput}`;
      throw new WorkFault(`${service} runs, but it did not become healthy. Its health check ${why}`, {
        expected: 'services that become healthy',
        actual: lastOutput,
      });
    }
  }
}
