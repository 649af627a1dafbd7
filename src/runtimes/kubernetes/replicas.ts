import { WorkFault } from '../../errors.ts';
import type { Workload } from './objects.ts';
import type { Space } from './space.ts';

/** How many pods the workloads of services have. */
export class Replicas {
  readonly #space: Space;

  constructor(space: Space) {
    this.#space = space;
  }

  /** Does not wait for the pods. With `graceSeconds` the pods that are there are told to end, and killed after that time. */
  async set(service: string, replicas: number, graceSeconds?: number): Promise<void> {
    const { object } = this.#space.workload(service);
    const { kind, metadata } = object;
    if (kind === 'Pod' || kind === 'DaemonSet')
      throw new WorkFault(
        `${kind} ${metadata.name} cannot be scaled: ${kind === 'Pod' ? 'a bare pod is one pod, and nobody replaces it' : 'it has one pod on each node'}. Use a Deployment.`,
        { expected: 'a Deployment', actual: kind },
      );
    const before = this.#space.pods(service);
    await this.#space.change(object, { spec: { replicas } });
    if (graceSeconds === undefined) return;
    await Promise.all(before.map(pod => this.#space.removePod(pod.metadata.name, graceSeconds)));
  }

  /** As many as the manifest says. */
  declared(service: string): Promise<void> {
    return this.set(service, this.#wanted(service));
  }

  stopped(service: string): boolean {
    const { object } = this.#space.workload(service);
    const now = this.#space.with.mirror.get(object.kind as 'Deployment', object.metadata.name);
    return (now as Workload | null)?.spec.replicas === 0;
  }

  #wanted(service: string): number {
    return (this.#space.workload(service).object as Workload).spec.replicas ?? 1;
  }
}
