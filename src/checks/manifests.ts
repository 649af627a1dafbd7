import { serviceName } from '../platform/image-name.ts';
import type { Manifest } from '../runtimes/cluster.ts';

type Mapping = Record<string, unknown>;

/** The parts of a pod that checks of manifests read. */
interface Container {
  image?: unknown;
  resources?: { requests?: Mapping; limits?: Mapping };
  securityContext?: Mapping;
}
interface PodSpec {
  containers?: Container[];
  securityContext?: Mapping;
}

/** Where it begins: `k8s/app.yaml:1`. */
export const placeOf = ({ file, line }: Manifest): string => `${file}:${line}`;

/** The manifests whose pods run a service: one of their containers has an image that is called like it. */
export function workloadsOf(manifests: readonly Manifest[], service: string): Manifest[] {
  const runs = ({ image }: Container) => typeof image === 'string' && serviceName(image) === service;
  return manifests.filter(({ object }) => podSpecOf(object)?.containers?.some(runs));
}

function podSpecOf({ kind, spec }: Manifest['object']): PodSpec | undefined {
  if (kind === 'Pod') return spec as PodSpec | undefined;
  return (spec as { template?: { spec?: PodSpec } } | undefined)?.template?.spec;
}

/**
 * A workload with what Kubernetes itself derives: a container takes from its pod which user it runs as, and a limit
 * without a request is the request too. Amounts are text, as `1` and `"1"` mean the same.
 */
export function completed(object: Manifest['object']): Manifest['object'] {
  const copy = structuredClone(object) as Manifest['object'];
  const spec = podSpecOf(copy);
  const { runAsNonRoot, runAsUser, seccompProfile } = spec?.securityContext ?? {};
  const inherited = Object.fromEntries(
    Object.entries({ runAsNonRoot, runAsUser, seccompProfile }).filter(([, value]) => value !== undefined),
  );
  for (const container of spec?.containers ?? []) {
    const { requests = {}, limits = {} } = container.resources ?? {};
    container.resources = { requests: texts({ ...limits, ...requests }), limits: texts(limits) };
    container.securityContext = { ...inherited, ...container.securityContext };
  }
  return copy;
}

const texts = (amounts: Mapping) =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, String(amount)]));
