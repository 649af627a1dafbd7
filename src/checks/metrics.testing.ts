import type { WorkFault } from '../errors.ts';
import type { ClusterPort, PodFacts } from '../runtimes/cluster.ts';
import type { HttpAnswer } from '../runtimes/runtime.ts';
import type { Scope } from './check.ts';

export const pod = (name: string, more: Partial<PodFacts> = {}): PodFacts => ({
  name,
  address: `10.0.0.${name}`,
  ready: true,
  restarts: 0,
  deleting: false,
  labels: {},
  ...more,
});

export const page = (body: string, contentType = 'text/plain; version=0.0.4', status = 200): HttpAnswer => ({
  answered: true,
  status,
  headers: { 'content-type': contentType },
  body,
  elapsedMs: 1,
});

/** A scope whose cluster is what a test says, and in which nested steps do what `nested` does. */
export function scopeOf(cluster: Partial<ClusterPort>, nested: () => void = () => {}): Scope {
  return {
    environment: { cluster },
    signal: new AbortController().signal,
    values: {},
    run: async () => nested(),
    trace: () => {},
  } as unknown as Scope;
}

/** What a learner would read; null where the step holds. */
export async function said(outcome: Promise<void>): Promise<string | null> {
  return outcome.then(
    () => null,
    (thrown: WorkFault) => {
      if (thrown.name !== 'WorkFault') throw thrown;
      return thrown.message;
    },
  );
}
