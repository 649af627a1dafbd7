import type { KubeConfig } from '@kubernetes/client-node';
import { WorkFault } from '../../errors.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { KubeObject } from '../cluster.ts';
import { Refusal, Rest } from './rest.ts';

const MANAGER = 'microlab';
const TRIES_MS = 20_000;
const NAMESPACE_GONE_MS = 120_000;
/** What the server says of work that is wrong. */
const WRONG = [400, 403, 404, 413, 422];

interface Named {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string | undefined };
}

/** The cluster's API, for objects of any kind. What is too many requests, or the server's own trouble, is tried again. */
export class Api {
  readonly #rest: Rest;
  readonly #signal: AbortSignal | undefined;

  /** @param as whose rights hold, in place of the kubeconfig's own */
  constructor(config: KubeConfig, signal?: AbortSignal, as?: string) {
    this.#rest = new Rest(config, as);
    this.#signal = signal;
  }

  /** Server-side apply, with a field that does not exist as an error. Throws WorkFault with the server's words where it refuses the object. */
  async apply(object: KubeObject): Promise<void> {
    try {
      await this.#patch(object as Named, object, 'application/apply-patch+yaml', {
        fieldManager: MANAGER,
        force: 'true',
        fieldValidation: 'Strict',
      });
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || !(WRONG.includes(thrown.status) || isWrongType(thrown)))
        throw thrown;
      if (isNoRight(thrown)) throw new Error(`the cluster says: ${thrown.message}`, { cause: thrown });
      throw new WorkFault(
        `The cluster refuses ${object.kind} ${object.metadata.name}: ${thrown.message.trim()}.`,
        { expected: 'an object that the cluster takes', actual: thrown.message, cause: thrown },
      );
    }
  }

  /** Applies objects at the same time; what the cluster refuses comes back at once, whole. */
  async applyAll(objects: readonly KubeObject[]): Promise<void> {
    const outcomes = await Promise.allSettled(objects.map(object => this.apply(object)));
    const failed = outcomes.flatMap(outcome =>
      outcome.status === 'rejected' ? [outcome.reason as Error] : [],
    );
    const other = failed.find(error => !(error instanceof WorkFault));
    if (other) throw other;
    if (failed.length > 0) throw new WorkFault(failed.map(({ message }) => message).join('\n'));
  }

  /** Changes some fields of an object. Returns the number of its specification, which grows with each change. */
  async merge(named: Named, change: Record<string, unknown>): Promise<number> {
    const query = { fieldManager: MANAGER };
    const changed = await this.#patch(named, change, 'application/merge-patch+json', query);
    return (changed as { metadata: { generation?: number } }).metadata.generation ?? 0;
  }

  async read(named: Named): Promise<KubeObject | null> {
    return (await this.#found(named, 'GET')) as KubeObject | null;
  }

  /** The objects of a kind, and the version of the list, from which a watch can go on. */
  async list(
    apiVersion: string,
    kind: string,
    where: { namespace?: string; labels?: string } = {},
  ): Promise<{ items: KubeObject[]; version: string }> {
    const { namespace, labels } = where;
    const list = (await this.#tried(async () =>
      this.#rest.call({
        method: 'GET',
        path: await this.#rest.pathOf(apiVersion, kind, namespace),
        query: labels === undefined ? {} : { labelSelector: labels },
      }),
    )) as { items: KubeObject[]; metadata: { resourceVersion: string } };
    // The items of a list carry neither of the two.
    return {
      items: list.items.map(item => ({ ...item, apiVersion, kind })),
      version: list.metadata.resourceVersion,
    };
  }

  /** Removes every pod of a namespace, without the time that each may take to end. */
  async removePods(namespace: string): Promise<void> {
    await this.#tried(() =>
      this.#rest.call({
        method: 'DELETE',
        path: `/api/v1/namespaces/${namespace}/pods`,
        query: { gracePeriodSeconds: '0' },
      }),
    );
  }

  /** One that is gone already is no error. */
  async remove(named: Named, graceSeconds?: number): Promise<void> {
    await this.#found(
      named,
      'DELETE',
      graceSeconds === undefined ? {} : { gracePeriodSeconds: String(graceSeconds) },
    );
  }

  /** Waits until an object is no more. Returns whether it is. */
  async gone(named: Named, deadlineMs: number): Promise<boolean> {
    const { met } = await retryUntil(
      () => this.read(named),
      found => found === null,
      { deadlineMs, everyMs: 200, signal: this.#signal },
    );
    return met;
  }

  async #patch(
    { apiVersion, kind, metadata: { namespace, name } }: Named,
    body: unknown,
    contentType: string,
    query: Record<string, string>,
  ): Promise<unknown> {
    return this.#tried(async () =>
      this.#rest.call({
        method: 'PATCH',
        path: await this.#rest.pathOf(apiVersion, kind, namespace, name),
        query,
        body,
        contentType,
      }),
    );
  }

  /** Null for what is not there. */
  async #found(
    { apiVersion, kind, metadata: { namespace, name } }: Named,
    method: 'GET' | 'DELETE',
    query: Record<string, string> = {},
  ): Promise<unknown> {
    try {
      return await this.#tried(async () =>
        this.#rest.call({ method, path: await this.#rest.pathOf(apiVersion, kind, namespace, name), query }),
      );
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.status === 404) return null;
      throw thrown;
    }
  }

  /** An answer that may be another a moment later is asked for again; the last one is thrown. */
  async #tried<T>(ask: () => Promise<T>): Promise<T> {
    const attempt = async (): Promise<{ value: T } | { thrown: unknown }> => {
      try {
        return { value: await ask() };
      } catch (thrown) {
        return { thrown };
      }
    };
    const { last } = await retryUntil(attempt, outcome => 'value' in outcome || !mayPass(outcome.thrown), {
      deadlineMs: TRIES_MS,
      everyMs: 300,
      signal: this.#signal,
    });
    if ('value' in last) return last.value;
    throw last.thrown;
  }
}

/** A text where the kind wants a number, or the other way round: the server takes that for its own trouble. */
const isWrongType = ({ message }: Refusal) => /failed to create typed patch object/.test(message);

/** The user, or the account in whose name is asked, may not do it: no fault of the object. A quota says 403 as well. */
const isNoRight = ({ status, message }: Refusal) => status === 403 && /\bcannot \w+ resource\b/.test(message);

/** 409: somebody else changed it meanwhile, or what had the name is still being deleted. */
function mayPass(thrown: unknown): boolean {
  if (!(thrown instanceof Refusal) || isWrongType(thrown)) return false;
  return [0, 409, 429].includes(thrown.status) || thrown.status >= 500;
}

/**
 * Removes a namespace and all that is in it, and waits for that. With their grace, pods that ignore SIGTERM would hold it
 * for half a minute: they are told to go at once, after the namespace, so that nothing makes new ones. Returns whether it is gone.
 */
export async function removeNamespace(api: Api, name: string): Promise<boolean> {
  const named = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  await api.remove(named);
  await api.removePods(name).catch(() => {});
  return api.gone(named, NAMESPACE_GONE_MS);
}
