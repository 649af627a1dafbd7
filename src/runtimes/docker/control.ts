import type Docker from 'dockerode';
import { WorkFault } from '../../errors.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { ControlPort, ServiceState } from '../runtime.ts';
import { MEND_DEADLINE_MS } from '../shared/deadlines.ts';
import { plainText, runBeside } from './gateway.ts';

interface Wiring {
  docker: Docker;
  network: string;
  labels: Record<string, string>;
  /** The container of each service, by its name in the project. */
  containers: ReadonlyMap<string, string>;
  /** Services that must be up before each check. */
  contract: readonly string[];
  signal: AbortSignal;
  aliases(service: string): string[];
  /** Resolves when the service takes connections; throws WorkFault where it does not by the deadline. */
  accepts(service: string, deadlineMs: number): Promise<void>;
  /** Creates and starts the container of a service that has none, with variables on top of its own. */
  create(service: string, env: Readonly<Record<string, string>>): Promise<void>;
}

/** A line of a log that has no end must not fill a report. */
const LONGEST_LINE = 2000;

/** Sends a signal to every process that it sees but itself; the first process of the container gets it from the engine. */
const signalOthers = (name: string) =>
  `import os, signal\nfor p in os.listdir('/proc'):\n  if p.isdigit() and int(p) not in (1, os.getpid()):\n    try: os.kill(int(p), signal.${name})\n    except OSError: pass`;

/** Faults and their mending, by the engine's own means. */
export class DockerControl implements ControlPort {
  readonly #with: Wiring;
  /** How to undo each fault that is in force, by a name of its own. */
  readonly #faults = new Map<string, () => Promise<void>>();

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async state(service: string): Promise<ServiceState> {
    const id = this.#with.containers.get(service);
    if (id === undefined) return { kind: 'absent' };
    const { State, RestartCount } = await this.#with.docker.getContainer(id).inspect();
    if (State.Running || State.Restarting) return { kind: 'running', restarts: RestartCount };
    return { kind: 'exited', code: State.ExitCode, outOfMemory: State.OOMKilled };
  }

  async tail(service: string, lines: number): Promise<string[]> {
    const id = this.#with.containers.get(service);
    if (id === undefined) return [];
    const logs = await this.#with.docker.getContainer(id).logs({ stdout: true, stderr: true, tail: lines });
    return plainText(logs)
      .trimEnd()
      .split('\n')
      .filter(line => line !== '')
      .map(line => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  }

  async stop(service: string, graceMs: number): Promise<{ elapsedMs: number; killed: boolean }> {
    const container = this.#container(service);
    this.#faults.set(`stop ${service}`, () => this.start(service, MEND_DEADLINE_MS));
    const { Config, State } = await container.inspect();
    if (!State.Running) return { elapsedMs: 0, killed: false };
    const began = performance.now();
    await this.#signal(service, (Config as { StopSignal?: string }).StopSignal ?? 'SIGTERM');
    const running = async () => (await container.inspect()).State.Running;
    const { met, elapsedMs } = await retryUntil(running, up => !up, {
      deadlineMs: graceMs,
      everyMs: 30,
      signal: this.#with.signal,
    });
    if (!met) await this.#kill(service);
    return { elapsedMs: met ? elapsedMs : performance.now() - began, killed: !met };
  }

  async kill(service: string): Promise<void> {
    this.#faults.set(`stop ${service}`, () => this.start(service, MEND_DEADLINE_MS));
    await this.#kill(service);
  }

  async start(service: string, deadlineMs: number): Promise<void> {
    await this.launch(service);
    await this.#with.accepts(service, deadlineMs);
  }

  async launch(service: string): Promise<void> {
    this.#faults.delete(`stop ${service}`);
    await this.#container(service).start().catch(ignoring(304));
  }

  async recreate(
    service: string,
    deadlineMs: number,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    if (Object.keys(env).length > 0)
      this.remember(`variables of ${service}`, () => this.recreate(service, MEND_DEADLINE_MS));
    const container = this.#container(service);
    const { Mounts } = await container.inspect();
    await container.remove({ force: true, v: true });
    const volumes = Mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : []));
    // A volume that another service mounts too is not this one's own, and stays (409).
    await Promise.all(
      volumes.map(name => this.#with.docker.getVolume(name).remove().catch(ignoring(404, 409))),
    );
    this.#faults.delete(`stop ${service}`);
    await this.#with.create(service, env);
    await this.#with.accepts(service, deadlineMs);
  }

  async health(service: string): ReturnType<ControlPort['health']> {
    const { Health } = (await this.#container(service).inspect()).State;
    return {
      status: (Health?.Status ?? 'none') as 'none' | 'healthy',
      lastOutput: Health?.Log?.at(-1)?.Output.trim() ?? '',
    };
  }

  /** Remembers how to mend a fault that something else has made, until `restore`. */
  remember(name: string, undo: () => Promise<void>): void {
    this.#faults.set(name, async () => {
      this.#faults.delete(name);
      await undo();
    });
  }

  /** Remembers the spy that has a service's place. */
  replaced(service: string, undo: () => Promise<void>): void {
    this.remember(`spy ${service}`, undo);
  }

  async freeze(service: string): Promise<void> {
    this.#faults.set(`freeze ${service}`, () => this.thaw(service));
    await this.#signal(service, 'SIGSTOP');
    await this.#signalOthers(service, 'SIGSTOP');
  }

  async thaw(service: string): Promise<void> {
    this.#faults.delete(`freeze ${service}`);
    await this.#signalOthers(service, 'SIGCONT');
    await this.#signal(service, 'SIGCONT');
  }

  async cutOff(service: string): Promise<void> {
    this.#faults.set(`cut ${service}`, () => this.reconnect(service));
    await this.#network().disconnect({ Container: this.#id(service), Force: true });
  }

  async reconnect(service: string): Promise<void> {
    this.#faults.delete(`cut ${service}`);
    await this.#network().connect({
      Container: this.#id(service),
      EndpointConfig: { Aliases: this.#with.aliases(service) },
    });
    await this.#with.accepts(service, MEND_DEADLINE_MS);
  }

  async restore(kept: ReadonlySet<string> = new Set()): Promise<void> {
    const spied = [...kept].filter(service => this.#faults.has(`spy ${service}`));
    const stay = spied.flatMap(service => [`spy ${service}`, `stop ${service}`]);
    for (const [name, undo] of [...this.#faults].reverse()) if (!stay.includes(name)) await undo();
    const states = await Promise.all(
      this.#with.contract
        .filter(service => !spied.includes(service))
        .map(async service => ({ service, state: await this.state(service) })),
    );
    for (const { service, state } of states) {
      if (state.kind === 'exited') await this.start(service, MEND_DEADLINE_MS);
      if (state.kind === 'absent') throw new WorkFault(`There is no service ${service}.`);
    }
  }

  async #kill(service: string): Promise<void> {
    await this.#signal(service, 'SIGKILL');
    await this.#container(service).wait();
  }

  /** To the first process of the container; one that has just ended by itself needs no signal. */
  async #signal(service: string, signal: string): Promise<void> {
    await this.#container(service).kill({ signal }).catch(ignoring(409));
  }

  async #signalOthers(service: string, signal: string): Promise<void> {
    await runBeside(
      this.#with.docker,
      { PidMode: `container:${this.#id(service)}` },
      this.#with.labels,
      signalOthers(signal),
    );
  }

  #network(): Docker.Network {
    return this.#with.docker.getNetwork(this.#with.network);
  }

  #container(service: string): Docker.Container {
    return this.#with.docker.getContainer(this.#id(service));
  }

  #id(service: string): string {
    const id = this.#with.containers.get(service);
    if (id === undefined)
      throw new WorkFault(`This workspace has no service ${service} of its own.`, {
        expected: `a service ${service}`,
        actual: 'none',
      });
    return id;
  }
}

/** Lets answers of the engine pass that say: what was asked for is so already, or may stay as it is. */
function ignoring(...statuses: number[]): (thrown: unknown) => void {
  return thrown => {
    if (!statuses.includes((thrown as { statusCode?: number }).statusCode ?? 0)) throw thrown;
  };
}
