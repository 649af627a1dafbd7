import { inWords } from '../../platform/duration.ts';
import { serviceName } from '../../platform/image-name.ts';
import type { KubeObject } from '../cluster.ts';
import {
  carries,
  type EventObject,
  endpointsIn,
  isReady,
  type Pod,
  type ServiceObject,
  type Workload,
} from './objects.ts';

/** What is known of the namespace when something did not come up. */
export interface Seen {
  events: readonly EventObject[];
  /** Services of the exercise's contract: their images were built by us. */
  built: readonly string[];
  /** The last lines of a pod's container, or of the one before; null where they are not to be had. */
  log(pod: string, container: string, previous: boolean): Promise<string[] | null>;
}

/** A fault that is known by name. `final`: waiting longer changes nothing. */
export interface Fault {
  text: string;
  final: boolean;
  /** No fault of the work: of the lab, or of the cluster if other runs are using it (`crowd`). */
  not?: 'lab' | 'crowd';
}

const about = (events: readonly EventObject[], name: string) =>
  events.filter(({ involvedObject }) => involvedObject.name === name);
const quoted = (lines: readonly string[] | null) => {
  if (!lines) return '';
  if (lines.length === 0) return ' It printed nothing.';
  return ` Its last lines:\n${lines.map(line => `  ${line}`).join('\n')}`;
};

/** Why a workload has not all of its pods ready; null where nothing is wrong but that it takes time. */
export async function workloadFault(
  workload: Workload,
  pods: readonly Pod[],
  seen: Seen,
): Promise<Fault | null> {
  return (await podsFault(pods, seen)) ?? refusedPods(workload, seen);
}

/** What is wrong with the first of them that is not well; null where all are. */
export async function podsFault(pods: readonly Pod[], seen: Seen): Promise<Fault | null> {
  for (const pod of pods) {
    const fault = await podFault(pod, seen);
    if (fault) return fault;
  }
  return null;
}

/** Pods that were never made: the quota, or the pod security standard. */
function refusedPods({ kind, metadata: { name } }: Workload, { events }: Seen): Fault | null {
  const refused = events.filter(
    ({ reason, involvedObject }) =>
      reason === 'FailedCreate' &&
      (involvedObject.name === name || involvedObject.name.startsWith(`${name}-`)),
  );
  const said = refused.at(-1)?.message;
  if (said === undefined) return null;
  if (/exceeded quota/.test(said))
    return {
      final: true,
      text: `${kind} ${name} asks for more than a run may have (its quota): ${said}. Ask for fewer pods, or for less memory and CPU in each.`,
    };
  if (/maximum [\w-]+ usage per Container/.test(said))
    return {
      final: true,
      text: `${kind} ${name} has a container that asks for more than one may have: ${said}. Ask for less under resources.limits.`,
    };
  if (/violates PodSecurity/.test(said))
    return { final: true, text: `${kind} ${name} asks for rights that no exercise needs: ${said}.` };
  return { final: false, text: `${kind} ${name} could not make its pods: ${said}.` };
}

export async function podFault(pod: Pod, seen: Seen): Promise<Fault | null> {
  const { name } = pod.metadata;
  const unscheduled = pod.status.conditions?.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (unscheduled)
    return {
      final: true,
      ...(/Insufficient/.test(unscheduled.message ?? '') ? { not: 'crowd' as const } : {}),
      text: `Pod ${name} is Pending: no node has room for it (${unscheduled.message}). Ask for less CPU and memory under resources.requests, and look at node selectors and affinity rules.`,
    };
  for (const status of [
    ...(pod.status.initContainerStatuses ?? []),
    ...(pod.status.containerStatuses ?? []),
  ]) {
    const fault = await containerFault(pod, status, seen);
    if (fault) return fault;
  }
  const unready = isReady(pod)
    ? undefined
    : about(seen.events, name).findLast(({ message }) => /^Readiness probe/.test(message));
  if (!unready) return null;
  return {
    final: false,
    text: `Pod ${name} runs, but it is not ready: ${probe(unready.message)} Until it is, no Service sends it requests. Look at the path and the port of its readinessProbe.`,
  };
}

type Status = NonNullable<Pod['status']['containerStatuses']>[number];

async function containerFault(pod: Pod, status: Status, seen: Seen): Promise<Fault | null> {
  const { name } = pod.metadata;
  const waiting = status.state?.waiting;
  const reason = waiting?.reason ?? '';
  const spec = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
    one => one.name === status.name,
  );
  if (['ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName'].includes(reason))
    return imageFault(name, reason, spec?.image ?? '', spec?.imagePullPolicy, seen);
  if (['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'].includes(reason))
    return { final: true, text: `Pod ${name} cannot be started (${reason}): ${waiting?.message}.` };
  const ended = status.state?.terminated ?? status.lastState?.terminated;
  if (!ended || status.restartCount === 0) return null;
  const killer = about(seen.events, name).findLast(({ message }) => /^Liveness probe failed/.test(message));
  const times = status.restartCount === 1 ? 'once' : `${status.restartCount} times`;
  if (killer)
    return {
      final: status.restartCount >= 2,
      text: `Pod ${name} was started again ${times}, since its liveness probe failed: ${probe(killer.message)} A liveness probe that asks for the wrong path or port, or too early, kills a healthy pod.`,
    };
  const lines = await lastWords(name, status, seen);
  const how =
    ended.reason === 'OOMKilled'
      ? 'it ran out of memory: look at resources.limits.memory'
      : `exit code ${ended.exitCode}`;
  return {
    final: reason === 'CrashLoopBackOff',
    text: `Pod ${name} ends again and again (${reason || 'CrashLoopBackOff'}, ${how}; started again ${times}).${quoted(lines)}`,
  };
}

/**
 * What a program printed before it ended: where it runs again, the one before. The state may be older than the log, so where
 * there is nothing the other one is asked.
 */
async function lastWords(pod: string, { name, state }: Status, { log }: Seen): Promise<string[] | null> {
  const again = state?.running !== undefined;
  const lines = await log(pod, name, again);
  return lines && lines.length > 0 ? lines : ((await log(pod, name, !again)) ?? lines);
}

function imageFault(
  pod: string,
  reason: string,
  image: string,
  policy: string | undefined,
  seen: Seen,
): Fault {
  const ours = seen.built.find(service => image.startsWith(`microlab/${service}:`));
  const begin = `Pod ${pod} has no image (${reason}): `;
  if (ours !== undefined && policy === 'IfNotPresent')
    return {
      final: true,
      not: 'lab',
      text: `${begin}the image of ${ours} was removed from the node meanwhile.`,
    };
  if (ours !== undefined)
    return {
      final: true,
      text: `${begin}the image of ${ours} was built and brought to the cluster, but imagePullPolicy ${policy} makes each node ask a registry for it. Write IfNotPresent, and give your image a tag of its own: a missing tag means :latest, and :latest means Always unless you say otherwise.`,
    };
  const said = about(seen.events, pod).findLast(({ message }) => /pull|image/i.test(message))?.message;
  const words = said ? ` The node says: ${said}.` : '';
  return {
    final: true,
    text: `${begin}"${image}" is neither on the node nor to be had from a registry.${words} An image that you build yourself must be called like its service: ${seen.built.join(', ')}. This one is called ${serviceName(image)}.`,
  };
}

const probe = (message: string) =>
  `${message
    .replace(/^(Readiness|Liveness) probe (failed|errored[^:]*): /, '')
    .trim()
    .replace(/\.?$/, '.')}`;

interface Place {
  service: string;
  /** The port at which the contract has it. */
  port: number;
  services: readonly ServiceObject[];
  slices: readonly KubeObject[];
  pods: readonly Pod[];
}

/** Why nothing may answer at a Service; null where it leads to pods that are ready. */
export function serviceFault({ service, port, services, slices, pods }: Place): string | null {
  const found = services.find(({ metadata }) => metadata.name === service);
  if (!found) {
    const others = services.map(({ metadata }) => metadata.name);
    return `There is no Service called ${service}${others.length > 0 ? ` (there is ${others.join(', ')})` : ''}: its name is the DNS name by which others call it.`;
  }
  const ports = found.spec.ports ?? [];
  if (!ports.some(one => one.port === port))
    return `Service ${service} has port ${ports.map(one => one.port).join(', ')}, and the contract says ${port}.`;
  const selector = found.spec.selector ?? {};
  const matching = pods.filter(({ metadata }) => carries(metadata.labels, selector));
  if (Object.keys(selector).length === 0)
    return `Service ${service} has no selector, so it leads to no pods.`;
  if (matching.length === 0) {
    const labels = [...new Set(pods.map(({ metadata }) => words(metadata.labels ?? {})))].join(' | ');
    return `Service ${service} selects pods with ${words(selector)}, and no pod carries that. The pods here carry: ${labels || 'nothing, as there are none'}. The selector must repeat labels of the pod template.`;
  }
  const endpoints = endpointsIn(slices, service);
  const ready = endpoints.filter(one => one.ready);
  if (ready.length > 0) return null;
  const named = ports.find(one => one.port === port)?.targetPort;
  if (typeof named === 'string')
    return `Service ${service} leads to the port named "${named}", and no container of its pods has a port of that name.`;
  return `Service ${service} selects ${matching.length} pods, and none of them is ready.`;
}

/** Nothing listens where a Service leads to. */
export function portFault(service: string, targetPort: number, contractPort: number): string {
  return `Service ${service} leads to port ${targetPort} of its pods (its targetPort), and nothing listens there. The contract has the container's port at ${contractPort}${
    targetPort === contractPort ? ': listen on 0.0.0.0, not on 127.0.0.1' : ''
  }.`;
}

/** Labels of ours say nothing to a learner. */
function words(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([name]) => !/^(dev\.microlab|pod-template-hash|controller-revision-hash)/.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

/** What to say where the deadline is over and nothing is wrong that has a name. */
export function lateness(workload: Workload, deadlineMs: number): string {
  const { replicas, readyReplicas } = workload.status ?? {};
  return `${workload.kind} ${workload.metadata.name} was not ready within ${inWords(deadlineMs)}: ${readyReplicas ?? 0} of ${workload.spec.replicas ?? 1} pods are ready (${replicas ?? 0} exist).`;
}
