import { retryUntil } from '../../platform/retry.ts';
import type { Api } from './api.ts';
import { isReady, type Pod } from './objects.ts';

// Not every cluster does what a NetworkPolicy says: some take it and let everything through. So it is tried out, and by
// what changes: a connection that could be made without the policy, and cannot be made with it.

export interface Door {
  host: string;
  port: number;
}

/** Does the cluster hold a namespace to its NetworkPolicy? `unknown`: that could not be found out. */
export interface Enforcement {
  kind: 'enforced' | 'open' | 'unknown';
  /** What was seen, as a sentence. */
  seen: string;
}

interface Trial {
  /** Opens a connection from within the namespace. */
  connect(door: Door, timeoutMs: number): Promise<{ open: boolean }>;
  doors: Doors;
  /** Puts the policy into force; called once, in any case. */
  close(): Promise<void>;
  signal: AbortSignal;
}

/** Two doors of one pod in another namespace: the policy forbids the one and allows the other. */
interface Doors {
  forbidden: Door;
  allowed: Door;
}

const CONNECT_MS = 1500;
const OPEN_WITHIN_MS = 10_000;
/** A policy takes hold a moment after it was made. */
const SHUT_WITHIN_MS = 20_000;
/** A pod that lost a packet or two is not shut in. */
const TIMES = 3;

/** Tries whether a policy is enforced. It must not be in force yet. */
export async function tryPolicy({ connect, doors, close, signal }: Trial): Promise<Enforcement> {
  const { forbidden, allowed } = doors;
  const isOpen = async (door: Door) => (await connect(door, CONNECT_MS)).open;
  const before = await retryUntil(() => isOpen(forbidden), Boolean, { deadlineMs: OPEN_WITHIN_MS, signal });
  await close();
  const name = `${forbidden.host}:${forbidden.port}`;
  if (!before.met)
    return { kind: 'unknown', seen: `nothing answered at ${name} even before there was a policy` };
  let shut = 0;
  const after = await retryUntil(
    async () => {
      const [there, here] = await Promise.all([isOpen(forbidden), isOpen(allowed)]);
      shut = !there && here ? shut + 1 : 0;
      return { there, here };
    },
    () => shut >= TIMES,
    { deadlineMs: SHUT_WITHIN_MS, signal },
  );
  if (after.met) return { kind: 'enforced', seen: `${name} can be reached no more` };
  if (after.last.there)
    return { kind: 'open', seen: `${name} can be reached although the policy forbids it` };
  return {
    kind: 'unknown',
    seen: `nothing answers at ${allowed.host}:${allowed.port} either, which the policy allows`,
  };
}

const DNS = 53;

/**
 * The doors of the cluster's name server: every run may ask it for names, and for nothing else. Its other port is that of
 * its metrics. Null where there is no such pod. Nodes are no use: a policy need not keep a pod from its own.
 */
export async function nameServerDoors(api: Api): Promise<Doors | null> {
  const { items } = await api.list('v1', 'Pod', { namespace: 'kube-system', labels: 'k8s-app=kube-dns' });
  for (const pod of items as Pod[]) {
    const host = pod.status.podIP;
    if (host === undefined || pod.spec.hostNetwork === true || !isReady(pod)) continue;
    const ports = pod.spec.containers.flatMap(container => container.ports ?? []);
    const tcp = ports.filter(({ protocol = 'TCP' }) => protocol === 'TCP').map(one => one.containerPort);
    const other = tcp.find(port => port !== DNS);
    if (tcp.includes(DNS) && other !== undefined)
      return { forbidden: { host, port: other }, allowed: { host, port: DNS } };
  }
  return null;
}
