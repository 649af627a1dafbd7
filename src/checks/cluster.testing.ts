import type { WorkFault } from '../errors.ts';
import type { ClusterPort, Endpoint, KubeObject, Manifest, PodFacts } from '../runtimes/cluster.ts';
import type { HttpAnswer, HttpSilence } from '../runtimes/runtime.ts';
import type { Scope, Values } from './check.ts';

export const pod = (name: string, more: Partial<PodFacts> = {}): PodFacts => ({
  name,
  address: '10.0.0.1',
  ready: true,
  restarts: 0,
  deleting: false,
  labels: {},
  ...more,
});

export const endpoint = (name: string, address: string, ready = true): Endpoint => ({
  pod: name,
  address,
  port: 5000,
  ready,
});

export const manifest = (object: object, line = 1): Manifest => ({
  file: 'k8s/app.yaml',
  line,
  object: { apiVersion: 'v1', ...object } as KubeObject,
});

/** A Deployment whose pods have one container, and what else stands in their template. */
export const deployment = (container: object, template: object = {}): Manifest =>
  manifest({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'user-service' },
    spec: {
      template: {
        spec: { ...template, containers: [{ name: 'web', image: 'me/user-service:1.0', ...container }] },
      },
    },
  });

export const answered = (status: number, body = ''): HttpAnswer => ({
  answered: true,
  status,
  headers: {},
  body,
  elapsedMs: 1,
});
export const silent = (reason: HttpSilence['reason']): HttpSilence => ({
  answered: false,
  reason,
  elapsedMs: 1,
});

interface Setting {
  request?: () => Promise<HttpAnswer | HttpSilence>;
  diagnose?: () => Promise<string | null>;
  values?: Values;
  save?: (name: string, value: unknown) => void;
}

/** A scope whose cluster is what a test says. */
export function scopeOf(
  cluster: Partial<ClusterPort>,
  { request, diagnose, values = {}, save = () => {} }: Setting = {},
): Scope {
  return {
    environment: {
      cluster: { manifests: () => [], ...cluster },
      http: { request },
      ...(diagnose ? { diagnose } : {}),
    },
    signal: new AbortController().signal,
    values,
    save,
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
