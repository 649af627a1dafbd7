import { MissingError } from '../../../errors.ts';
import { NODE_LABELS } from '../cluster/cluster.ts';
import { localImages } from './archive.ts';
import { type Delivery, idBook, type Means } from './delivery.ts';
import { imagesOf, missingFrom, nodesOf, pruneNode } from './nodes.ts';
import { tool } from './tool.ts';

/** Into a k3d cluster, by its own program. Tested against recorded output. */
export function k3dDelivery(cluster: string, { docker, env, run, output }: Means): Delivery {
  // The others are a load balancer and registries.
  const nodes = () => nodesOf(docker, `${NODE_LABELS.k3d}=${cluster}`, ['server', 'agent']);
  const k3d = tool('k3d', { run, env, output, fix: 'Install k3d (k3d.io): it made this cluster.' });
  const book = idBook();
  return {
    async deliver(images) {
      const local = await localImages(docker, images);
      for (const { name, ids } of local) book.add(name, ids);
      const lacking = await Promise.all(
        (await nodes()).map(async node => missingFrom(local, await imagesOf(docker, node))),
      );
      const missing = [...new Set(lacking.flat().map(({ name }) => name))];
      if (missing.length === 0) return;
      const lines = await k3d(['image', 'import', '--cluster', cluster, ...missing]);
      // It reports what it could not import, and ends with 0.
      const failures = lines.filter(line => /\b(ERRO|FATA)\b|\[(ERRO|FATA)|level=(error|fatal)/.test(line));
      if (failures.length > 0)
        throw new MissingError(`k3d could not bring ${missing.join(', ')} into the cluster ${cluster}.`, {
          details: failures,
          fix: `k3d image import --cluster ${cluster} ${missing.join(' ')}   must work.`,
        });
    },
    reference: image => image,
    ids: book.ids,
    async prune(which) {
      return (await Promise.all((await nodes()).map(node => pruneNode(docker, node, which)))).flat();
    },
  };
}
