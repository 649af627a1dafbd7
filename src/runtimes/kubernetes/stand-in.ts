import { serviceName } from '../../platform/image-name.ts';
import type { KubeObject, StandIn } from '../cluster.ts';
import type { SpyAnswer } from '../runtime.ts';
import type { Own } from './helpers.ts';
import { execHelper, labContainer } from './lab-pod.ts';
import { type Container, type Pod, podSpecOf } from './objects.ts';

const START_MS = 60_000;
const ALL_IS_WELL: SpyAnswer = { status: 200, body: '{}', delayMs: 0 };
/** What the verifier may change without changing what the learner wrote about pods. */
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'ports'] as const;

/** A pod of the learner's template, in which the lab's container has the place of the service's. */
export function standInPod(
  workload: KubeObject,
  service: string,
  { namespace, image, labels, annotations }: Pick<Own, 'namespace' | 'image' | 'labels' | 'annotations'>,
): KubeObject {
  const template =
    workload.kind === 'Pod'
      ? { metadata: workload.metadata, spec: podSpecOf(workload) }
      : (workload.spec as { template: { metadata?: KubeObject['metadata'] } }).template;
  const own = podSpecOf(workload)?.containers.find(one => serviceName(one.image) === service);
  const kept = PROBES.filter(name => name in (own ?? {})).map(name => [name, own?.[name as keyof Container]]);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `microlab-stand-in-${service}`,
      namespace,
      labels: { ...template.metadata?.labels, ...labels },
      annotations: { ...template.metadata?.annotations, ...annotations },
    },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      containers: [{ ...labContainer(image), ...Object.fromEntries(kept) }],
    },
  };
}

/** Starts the pod and a spy in it that answers 200 to everything. */
export async function startStandIn(
  workload: KubeObject,
  service: string,
  port: number,
  wiring: Own,
): Promise<StandIn & { remove(): Promise<void> }> {
  const { config, api, mirror, namespace, signal } = wiring;
  const pod = standInPod(workload, service, wiring);
  const { name } = pod.metadata;
  await api.apply(pod);
  const running = await mirror.until(
    () => ((mirror.get('Pod', name) as Pod | null)?.status.containerStatuses?.some(isRunning) ? true : null),
    START_MS,
    signal,
  );
  if (!running) throw new Error(`the pod that stands in for ${service} did not start`);
  const helper = await execHelper(config, namespace, name);
  await helper.spy(port, {}, ALL_IS_WELL);
  return {
    pod: name,
    answer: async (answers, otherwise) => void (await helper.spy(port, answers, otherwise)),
    calls: () => helper.spyCalls(port),
    async remove() {
      const named = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } };
      await api.remove(named, 0);
      await api.gone(named, START_MS);
    },
  };
}

function isRunning({ name, state }: { name: string; state?: { running?: object } }): boolean {
  return name === 'microlab' && state?.running !== undefined;
}
