import type { Exercise } from '../content/index.ts';
import { MissingError, messageOf } from '../errors.ts';
import type { Sandbox, SandboxOptions } from '../runtimes/docker/sandbox/index.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { PlaceOptions } from './places.ts';
import { runTask } from './run.ts';
import type { Slot } from './slot.ts';

type Open = (options: SandboxOptions) => Promise<Sandbox>;

/**
 * A sandbox in which the exercises of strangers are verified; what runs on a cluster alone is built in it, and verified
 * there. Throws MissingError where this machine can hold none.
 */
export async function openSandboxed(options: PlaceOptions, open?: Open): Promise<Slot> {
  const opened = open ?? (await import('../runtimes/docker/sandbox/index.ts')).openSandbox;
  const sandbox = await opened(options);
  let cluster: Promise<Runtime> | null = null;
  const onCluster = async (): Promise<Runtime> => {
    const { kubernetes } = await import('../runtimes/kubernetes/index.ts');
    const { images, acceptOpenNetwork } = options;
    return kubernetes(options.cluster, { ...sandbox, images, acceptOpenNetwork });
  };
  const runtimeFor = async ({ id, runtimes, kafka, mesh }: Exercise): Promise<Runtime> => {
    if (runtimes.includes('docker')) return sandbox.runtime;
    if (!runtimes.includes('kubernetes'))
      throw new MissingError(`${id} runs neither on Docker nor on a cluster.`);
    cluster ??= onCluster();
    const runtime = await cluster;
    const missing = await runtime.missing({ kafka: kafka !== null, mesh });
    if (missing) throw missing;
    return runtime;
  };
  return {
    async verify(task) {
      const runtime = await runtimeFor(task.exercise);
      const spent = async () => !(await sandbox.sound().catch(() => false));
      try {
        const verified = await runTask(runtime, task);
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
