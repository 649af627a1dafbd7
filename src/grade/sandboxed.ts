import { MissingError } from '../errors.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import type { PlaceOptions } from './places.ts';
import { runTask } from './run.ts';
import type { Slot } from './slot.ts';

/**
 * A sandbox in which the exercises of strangers are verified; what runs on a cluster alone is built in it, and verified
 * there. Throws MissingError where this machine can hold none.
 */
export async function openSandboxed(options: PlaceOptions): Promise<Slot> {
  const { openSandbox } = await import('../runtimes/docker/sandbox/index.ts');
  const sandbox = await openSandbox(options);
  let cluster: Promise<Runtime> | null = null;
  const onCluster = async (): Promise<Runtime> => {
    const { kubernetes } = await import('../runtimes/kubernetes/index.ts');
    const { images, acceptOpenNetwork } = options;
    return kubernetes(options.cluster, { ...sandbox, images, acceptOpenNetwork });
  };
  return {
    async verify(task) {
      const { id, runtimes, kafka, mesh } = task.exercise;
      let { runtime } = sandbox;
      if (!runtimes.includes('docker')) {
        if (!runtimes.includes('kubernetes'))
          throw new MissingError(`${id} runs neither on Docker nor on a cluster.`);
        cluster ??= onCluster();
        runtime = await cluster;
        const missing = await runtime.missing({ kafka: kafka !== null, mesh });
        if (missing) throw missing;
      }
      const verified = await runTask(runtime, task);
      return { ...verified, spent: !(await sandbox.sound()) };
    },
    close: () => sandbox.close(),
  };
}
