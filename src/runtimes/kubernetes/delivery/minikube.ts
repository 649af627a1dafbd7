import { localImages } from './archive.ts';
import { type Delivery, idBook, type Means } from './delivery.ts';
import { missingFrom, prunable, readImageList } from './nodes.ts';
import { tool } from './tool.ts';

/** Into a minikube cluster, by its own program. Tested against recorded output. */
export function minikubeDelivery(profile: string, { docker, env, run, output }: Means): Delivery {
  const fix = 'Install minikube (minikube.sigs.k8s.io): it made this cluster.';
  const minikube = tool('minikube', { run, env, output, fix });
  const quiet = tool('minikube', { run, env, output: () => {}, fix });
  const list = async () =>
    readImageList(await quiet(['image', 'ls', '--format', 'json', '--profile', profile]));
  const book = idBook();
  return {
    async deliver(images) {
      const local = await localImages(docker, images);
      for (const { name, ids } of local) book.add(name, ids);
      const missing = missingFrom(local, await list()).map(({ name }) => name);
      if (missing.length > 0)
        await minikube(['image', 'load', '--daemon', '--overwrite', '--profile', profile, ...missing]);
    },
    reference: image => image,
    ids: book.ids,
    async prune(which) {
      const names = prunable(await list(), which).flatMap(image => image.names);
      if (names.length > 0) await quiet(['image', 'rm', '--profile', profile, ...names]);
      return names.map(name => `image ${name} in minikube’s ${profile}`);
    },
  };
}
