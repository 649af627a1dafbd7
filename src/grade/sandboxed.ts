import { MissingError, messageOf } from '../errors.ts';
import type { PlaceOptions } from './places.ts';
import { runTask } from './run.ts';
import type { Slot } from './slot.ts';

/** A sandbox in which the exercises of strangers are verified. Throws MissingError where this machine can hold none. */
export async function openSandboxed(options: PlaceOptions): Promise<Slot> {
  const { openSandbox } = await import('../runtimes/docker/sandbox/index.ts');
  const sandbox = await openSandbox(options);
  return {
    async verify(task) {
      const { id, runtimes } = task.exercise;
      if (!runtimes.includes('docker'))
        throw new MissingError(
          `${id} runs on a cluster alone, and the work of others is not run on one here.`,
        );
      const spent = async () => !(await sandbox.sound().catch(() => false));
      try {
        const verified = await runTask(sandbox.runtime, task);
        return { ...verified, spent: await spent() };
      } catch (thrown) {
        task.signal.throwIfAborted();
        // Where its engine was brought down, that is why nothing was seen.
        if (!(await spent())) throw thrown;
        return { report: null, refusals: [], images: {}, broken: messageOf(thrown), spent: true };
      }
    },
    close: () => sandbox.close(),
  };
}
