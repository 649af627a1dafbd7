import type { ClusterChoice } from '../runtimes/runtime.ts';
import { insistOnContainer } from './container.ts';
import { runTask } from './run.ts';
import type { OpenSlot } from './slot.ts';

/** Where the work of others runs, and what it may reach there. */
export interface PlaceOptions {
  /** docker: in a sandbox. local: as plain processes, only where this process is itself shut in. */
  runtime: 'docker' | 'local';
  /** What is built and run reaches no network at all. */
  offline: boolean;
  /** Kubernetes work is run although the cluster keeps it from no network. */
  acceptOpenNetwork: boolean;
  cluster: ClusterChoice;
  /** Base images that submissions may start from, beside the built-in list. */
  images: readonly string[];
  note(text: string): void;
  signal: AbortSignal;
}

/** How a place for the work of others is opened. Throws UserError where it may not run as it was asked for. */
export function placeFor(options: PlaceOptions): OpenSlot {
  if (options.runtime === 'local') {
    insistOnContainer();
    return async () => {
      const { local } = await import('../runtimes/local/index.ts');
      return {
        verify: async task => ({ ...(await runTask(local, task)), spent: false }),
        close: async () => {},
      };
    };
  }
  return async () => (await import('./sandboxed.ts')).openSandboxed(options);
}
