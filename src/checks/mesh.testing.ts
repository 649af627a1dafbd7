import { parseAllDocuments } from 'yaml';
import type { WorkFault } from '../errors.ts';
import type { ClusterPort, KubeObject, Manifest } from '../runtimes/cluster.ts';
import type { HttpAnswer, HttpSilence } from '../runtimes/runtime.ts';
import type { Scope } from './check.ts';

/** Manifests of one file, each with its line. */
export function manifests(text: string, file = 'k8s/mesh.yaml'): Manifest[] {
  return parseAllDocuments(text).map(document => ({
    file,
    line: text.slice(0, document.contents?.range?.[0] ?? 0).split('\n').length,
    object: document.toJS() as KubeObject,
  }));
}

export const answer = (status: number, body = ''): HttpAnswer => ({
  answered: true,
  status,
  headers: {},
  body,
  elapsedMs: 1,
});
export const silence = (reason: HttpSilence['reason']): HttpSilence => ({
  answered: false,
  reason,
  elapsedMs: 1,
});

/** A scope whose cluster is what a test says, and in which nested steps do what `nested` does. */
export function scopeOf(
  cluster: Partial<ClusterPort>,
  {
    request = async () => answer(200),
    nested = async () => {},
  }: {
    request?: (service: string, asked: { path: string }) => Promise<HttpAnswer | HttpSilence>;
    nested?: () => Promise<void>;
  } = {},
): Scope {
  return {
    environment: {
      cluster,
      http: { request },
      control: { state: async () => ({ kind: 'running', restarts: 0 }) },
    },
    signal: new AbortController().signal,
    values: {},
    save: () => {},
    run: nested,
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
