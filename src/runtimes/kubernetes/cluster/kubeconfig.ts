import { existsSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { MissingError, messageOf } from '../../../errors.ts';

/** Reads kubeconfig files, the first of a name wins, as kubectl does it. Null where there is none. */
export function readKubeconfig(files: readonly string[]): KubeConfig | null {
  let all: KubeConfig | null = null;
  for (const file of files.filter(path => existsSync(path))) {
    const one = new KubeConfig();
    try {
      one.loadFromFile(file);
      if (all) mergeInto(all, one);
    } catch (thrown) {
      throw new MissingError(`The kubeconfig ${file} cannot be read.`, {
        details: [messageOf(thrown)],
        fix: `kubectl --kubeconfig ${file} config view   must work.`,
        cause: thrown,
      });
    }
    all ??= one;
  }
  return all;
}

/** The library's own merge refuses names that are there already. */
function mergeInto(all: KubeConfig, more: KubeConfig): void {
  const add = <T extends { name: string }>(to: T[], from: readonly T[]) =>
    from.filter(({ name }) => !to.some(one => one.name === name)).forEach(one => void to.push(one));
  add(all.clusters, more.clusters);
  add(all.users, more.users);
  add(all.contexts, more.contexts);
  all.currentContext ||= more.currentContext;
}

/** The same file seen through another context: the one given keeps its own. */
export function at(kubeconfig: KubeConfig, context: string): KubeConfig {
  const copy = new KubeConfig();
  copy.loadFromOptions({
    clusters: kubeconfig.clusters,
    users: kubeconfig.users,
    contexts: kubeconfig.contexts,
    currentContext: context,
  });
  return copy;
}
