import type Docker from 'dockerode';
import type { run } from '../../../platform/process.ts';

/** How images that this machine's Docker engine has get into a cluster. */
export interface Delivery {
  /** Brings images that this machine's Docker engine has to every node; skips those the node has (compared by id). */
  deliver(images: readonly string[]): Promise<void>;
  /** The name under which a pod must ask for a delivered image (a registry prefixes its own). */
  reference(image: string): string;
  /** Every id that the status of a pod may give (`imageID`, after its last `@`) for an image that was delivered. */
  ids(image: string): ReadonlySet<string>;
  /** Removes images of ours (`microlab/…`) that no container has from the nodes, where that can be done; says which. */
  prune(which?: Prunable): Promise<string[]>;
}

/** Which images of ours may go: all of them, unless told otherwise. */
export interface Prunable {
  readonly keep?: readonly string[];
  readonly only?: readonly string[];
}

/** What every way of delivery works with. */
export interface Means {
  readonly docker: Docker;
  /** The whole environment of programs that ask the Docker engine. */
  readonly env: Record<string, string>;
  readonly run: typeof run;
  output(line: string): void;
}

/** What is known about delivered images, gathered while they are delivered. */
export function idBook() {
  const book = new Map<string, Set<string>>();
  return {
    add(image: string, ids: Iterable<string>): void {
      book.set(image, new Set([...(book.get(image) ?? []), ...ids]));
    },
    ids: (image: string): ReadonlySet<string> => book.get(image) ?? new Set(),
  };
}

/** The images of the lab's own making: only these are ever removed. */
export const OWN_PREFIX = 'microlab/';
