import type Docker from 'dockerode';
import type { run } from '../../../platform/process.ts';

/** How images that this machine's Docker engine has get into a cluster. */
export interface Delivery {
  /** Brings images that this machine's Docker engine has to every node; skips those the node has (compared by id). */
  deliver(images: readonly string[]): Promise<void>;
  /** The name under which a pod must ask for a delivered image (a registry prefixes its own). */
  reference(image: string): string;
  /** Removes images of ours (`microlab/…`) from the nodes, where that can be done; says which. */
  prune(keep?: readonly string[]): Promise<string[]>;
}

/** What every way of delivery works with. */
export interface Means {
  readonly docker: Docker;
  /** The whole environment of programs that ask the Docker engine. */
  readonly env: Record<string, string>;
  readonly run: typeof run;
  output(line: string): void;
}

/** The images of the lab's own making: only these are ever removed. */
export const OWN_PREFIX = 'microlab/';
