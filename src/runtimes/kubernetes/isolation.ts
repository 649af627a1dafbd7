import { MissingError } from '../../errors.ts';
import type { Enforcement } from './enforcement.ts';

const FLAG = '--accept-open-network';

/** Whether the work of others may run where the cluster's network is as it is. Tried out once for all runs of a runtime. */
export class Isolation {
  readonly #cluster: string;
  readonly #accept: boolean;
  #found: Enforcement | null = null;

  constructor(cluster: string, accept: boolean) {
    this.#cluster = cluster;
    this.#accept = accept;
  }

  /** Has it to be tried out yet? */
  get untried(): boolean {
    return this.#found === null || this.#found.kind === 'unknown';
  }

  learn(found: Enforcement): void {
    this.#found = found;
  }

  /** Throws MissingError where the network is open, or nobody knows, and that was not accepted; else notes it. */
  insist(note: (text: string) => void): void {
    const { kind, seen } = this.#found ?? { kind: 'unknown', seen: 'it was not tried out' };
    if (kind === 'enforced') return;
    const what =
      kind === 'open'
        ? `The cluster ${this.#cluster} does not enforce NetworkPolicy`
        : `It could not be found out whether the cluster ${this.#cluster} enforces NetworkPolicy`;
    const lack = `${what}: ${seen}.`;
    if (this.#accept) {
      note(`${lack} This work could reach other pods, and what the cluster reaches: ${FLAG} was given.`);
      return;
    }
    throw new MissingError(
      `${lack} The work of others is not run there, since it could reach other pods, and what the cluster reaches. ${FLAG} runs it all the same.`,
      { fix: `Use a cluster whose network enforces it: that of kind does. Or give ${FLAG}.` },
    );
  }
}
