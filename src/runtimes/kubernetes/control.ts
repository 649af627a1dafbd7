import { WorkFault } from '../../errors.ts';
import type { ControlPort, ServiceState } from '../runtime.ts';
import { MEND_DEADLINE_MS } from '../shared/deadlines.ts';
import type { Replicas } from './replicas.ts';
import type { Space } from './space.ts';
import type { Undo } from './undo.ts';

interface Wiring {
  space: Space;
  replicas: Replicas;
  undo: Undo;
  /** Resolves when the Service takes connections. */
  accepts(service: string, deadlineMs: number): Promise<void>;
}

const GONE_MS = 60_000;
/** The shortest with which a pod stays known until it has ended. */
export const SHORT_GRACE_SECONDS = 1;

/** Faults by the cluster's own means: a service is stopped by scaling it to none. */
export class KubernetesControl implements ControlPort {
  readonly #with: Wiring;

  constructor(wiring: Wiring) {
    this.#with = wiring;
  }

  async state(service: string): Promise<ServiceState> {
    const pods = this.#with.space.pods(service);
    if (pods.length === 0)
      return this.#with.replicas.stopped(service)
        ? { kind: 'exited', code: 0, outOfMemory: false }
        : { kind: 'absent' };
    const statuses = pods.flatMap(({ status }) => status.containerStatuses ?? []);
    const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
    if (statuses.some(({ state }) => state?.running)) return { kind: 'running', restarts };
    const ended = statuses
      .map(({ state, lastState }) => state?.terminated ?? lastState?.terminated)
      .find(Boolean);
    if (!ended) return { kind: 'running', restarts };
    return { kind: 'exited', code: ended.exitCode, outOfMemory: ended.reason === 'OOMKilled' };
  }

  async tail(service: string, lines: number): Promise<string[]> {
    const { space } = this.#with;
    const logs = await Promise.all(
      space.pods(service).map(pod => space.log(pod.metadata.name, space.containerOf(pod, service), lines)),
    );
    return logs.flat().slice(-lines);
  }

  async stop(service: string, graceMs: number): Promise<{ elapsedMs: number; killed: boolean }> {
    const began = performance.now();
    await this.#away(service, Math.max(1, Math.ceil(graceMs / 1000)));
    const elapsedMs = performance.now() - began;
    return { elapsedMs, killed: elapsedMs > graceMs };
  }

  async kill(service: string): Promise<void> {
    // Without any grace the API forgets the pod before its node has ended it: it would go on answering for a while.
    await this.#away(service, SHORT_GRACE_SECONDS);
  }

  async start(service: string, deadlineMs: number): Promise<void> {
    await this.launch(service);
    await this.#with.space.one(this.#with.space.workload(service).object, deadlineMs);
    await this.#with.accepts(service, deadlineMs);
  }

  async launch(service: string): Promise<void> {
    this.#with.undo.forget(`stop ${service}`);
    await this.#with.replicas.declared(service);
  }

  async recreate(service: string, deadlineMs: number): Promise<void> {
    await this.kill(service);
    await this.start(service, deadlineMs);
  }

  async restore(): Promise<void> {
    const { space, undo } = this.#with;
    await undo.all();
    await space.rolledOut(MEND_DEADLINE_MS * 2);
  }

  health = unsupported('the state of a HEALTHCHECK');
  freeze = unsupported('freezing a service');
  thaw = unsupported('freezing a service');
  cutOff = unsupported('cutting a service off');
  reconnect = unsupported('cutting a service off');

  async #away(service: string, graceSeconds: number): Promise<void> {
    const { space, replicas, undo } = this.#with;
    undo.remember(`stop ${service}`, () => this.start(service, MEND_DEADLINE_MS));
    await replicas.set(service, 0, graceSeconds);
    const { mirror, signal } = space.with;
    const none = await mirror.until(
      () => (space.pods(service).length === 0 ? true : null),
      graceSeconds * 1000 + GONE_MS,
      signal,
    );
    if (!none) throw new Error(`the pods of ${service} were not gone after ${GONE_MS / 1000} seconds`);
  }
}

/** The plan skips checks that need it: nobody gets here. */
function unsupported(what: string) {
  return async (): Promise<never> => {
    throw new WorkFault(`A cluster has no way of ${what}.`);
  };
}
