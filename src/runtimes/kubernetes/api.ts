import { type KubeConfig, KubernetesObjectApi, PatchStrategy } from '@kubernetes/client-node';
import { messageOf, WorkFault } from '../../errors.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { KubeObject } from '../cluster.ts';

const MANAGER = 'microlab';
const TRIES_MS = 20_000;

interface Named {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** The cluster's API, for objects of any kind. What is too many requests, or the server's own trouble, is tried again. */
export class Api {
  readonly #objects: KubernetesObjectApi;
  readonly #signal: AbortSignal | undefined;

  constructor(config: KubeConfig, signal?: AbortSignal) {
    this.#objects = KubernetesObjectApi.makeApiClient(config);
    this.#signal = signal;
  }

  /** Server-side apply. Throws WorkFault with the server's words where it refuses the object. */
  async apply(object: KubeObject): Promise<void> {
    try {
      await this.#tried(() =>
        this.#objects.patch(
          object as Named,
          undefined,
          undefined,
          MANAGER,
          true,
          PatchStrategy.ServerSideApply,
        ),
      );
    } catch (thrown) {
      const { status, words } = refusal(thrown);
      if (status !== 400 && status !== 403 && status !== 404 && status !== 422) throw thrown;
      throw new WorkFault(
        `The cluster refuses ${object.kind} ${object.metadata.name}: ${words}${missingKind(status)}`,
        { expected: 'an object that the cluster takes', actual: words, cause: thrown },
      );
    }
  }

  /** Changes some fields of an object. */
  async merge(named: Named, change: Record<string, unknown>): Promise<void> {
    const patch = { ...named, ...change, metadata: { ...named.metadata, ...(change.metadata as object) } };
    await this.#tried(() =>
      this.#objects.patch(patch, undefined, undefined, MANAGER, undefined, PatchStrategy.MergePatch),
    );
  }

  async read(named: Named): Promise<KubeObject | null> {
    try {
      return (await this.#tried(() => this.#objects.read(named as never))) as unknown as KubeObject;
    } catch (thrown) {
      if (refusal(thrown).status === 404) return null;
      throw thrown;
    }
  }

  async list(
    apiVersion: string,
    kind: string,
    where: { namespace?: string; labels?: string } = {},
  ): Promise<{ items: KubeObject[]; version: string }> {
    const { namespace, labels } = where;
    const list = await this.#tried(() =>
      this.#objects.list(apiVersion, kind, namespace, undefined, undefined, undefined, undefined, labels),
    );
    // The items of a list carry neither of the two.
    const items = list.items.map(item => ({ ...item, apiVersion, kind }) as unknown as KubeObject);
    return { items, version: list.metadata?.resourceVersion ?? '' };
  }

  /** One that is gone already is no error. */
  async remove(named: Named, graceSeconds?: number): Promise<void> {
    try {
      await this.#tried(() => this.#objects.delete(named, undefined, undefined, graceSeconds));
    } catch (thrown) {
      if (refusal(thrown).status !== 404) throw thrown;
    }
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

  /** An answer that may be another a moment later is asked for again; the last one is thrown. */
  async #tried<T>(ask: () => Promise<T>): Promise<T> {
    const attempt = async (): Promise<{ value: T } | { thrown: unknown }> => {
      try {
        return { value: await ask() };
      } catch (thrown) {
        return { thrown };
      }
    };
    const { last } = await retryUntil(
      attempt,
      outcome => 'value' in outcome || !mayPass(refusal(outcome.thrown)),
      { deadlineMs: TRIES_MS, everyMs: 500, signal: this.#signal },
    );
    if ('value' in last) return last.value;
    throw last.thrown;
  }
}

/** What the server said: its status code (0 where it said nothing) and its words. */
export function refusal(thrown: unknown): { status: number; words: string } {
  const { code, body } = thrown as { code?: unknown; body?: unknown };
  const status = typeof code === 'number' ? code : 0;
  const parsed = typeof body === 'string' ? parse(body) : (body as { message?: string } | undefined);
  return { status, words: (parsed?.message ?? messageOf(thrown)).trim() };
}

/** 409: somebody else changed it meanwhile. A name that is being deleted gives that too. */
function mayPass({ status, words }: { status: number; words: string }): boolean {
  return (
    status === 409 || status === 429 || status >= 500 || /ECONNRESET|socket hang up|ETIMEDOUT/.test(words)
  );
}

function missingKind(status: number): string {
  return status === 404 ? ' (Is what defines this kind installed in the cluster?)' : '';
}

function parse(text: string): { message?: string } | undefined {
  try {
    return JSON.parse(text) as { message?: string };
  } catch {
    return undefined;
  }
}
