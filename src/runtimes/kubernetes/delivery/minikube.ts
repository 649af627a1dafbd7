import { localImage } from './archive.ts';
import type { Delivery, Means } from './delivery.ts';
import { missingFrom, prunable, readImageList } from './nodes.ts';
import { tool } from './tool.ts';

/** Into a minikube cluster, by its own program. Tested against recorded output. */
export function minikubeDelivery(profile: string, { docker, env, run, output }: Means): Delivery {
  const fix = 'Install minikube (minikube.sigs.k8s.io): it made this cluster.';
  const minikube = tool('minikube', { run, env, output, fix });
  const quiet = tool('minikube', { run, env, output: () => {}, fix });
  const list = async () =>
    readImageList(await quiet(['image', 'ls', '--format', 'json', '--profile', profile]));
  return {
    async deliver(images) {
      const local = await Promise.all([...new Set(images)].map(image => localImage(docker, image)));
      const missing = missingFrom(local, await list()).map(({ name }) => name);
      if (missing.length > 0)
        await minikube(['image', 'load', '--daemon', '--overwrite', '--profile', profile, ...missing]);
    },
    reference: image => image,
    async prune(keep = []) {
      const names = prunable(await list(), keep).flatMap(image => image.names);
      if (names.length > 0) await quiet(['image', 'rm', '--profile', profile, ...names]);
      return names.map(name => `image ${name} in minikube’s ${profile}`);
    },
  };
}
