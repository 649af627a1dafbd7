import { describe, expect, it } from 'vitest';
import { deployment, pod, said, scopeOf } from '../cluster.testing.ts';
import { kind as deletePod } from './delete-pod.ts';
import { kind as pods } from './pods.ts';
import { kind as scale } from './scale.ts';

const cluster = (...there: ReturnType<typeof pod>[]) => ({ pods: async () => there });

describe('pods', () => {
  const holds = (step: object, ...there: ReturnType<typeof pod>[]) =>
    said(pods.run({ pods: 'user-service', ...step }, scopeOf(cluster(...there))));

  it('counts those that are ready and stay', async () => {
    const going = pod('c', { ready: false, deleting: true, restarts: 9 });
    expect(await holds({ ready: 2, restarts: 0 }, pod('a'), pod('b'), going)).toBeNull();
    expect(await holds({ ready: { $min: 1 } }, pod('a'), pod('b', { ready: false }))).toBeNull();
  });

  it('says which there are, and why it matters', async () => {
    expect(await holds({ ready: 2 }, pod('b'), pod('a', { ready: false, restarts: 1 }))).toBe(
      '1 pod of user-service is ready, expected 2. There is a (not ready, started again 1 time), b (ready). A pod that is not there and ready takes no requests.',
    );
    expect(await holds({ restarts: 0 }, pod('a', { restarts: 2 }), pod('b', { restarts: 1 }))).toMatch(
      /^Containers of user-service were started again 3 times, expected 0\..* cuts off whoever is being answered\.$/,
    );
  });

  it('waits until it is so, and holds against it what must never be', async () => {
    let asked = 0;
    const growing = { pods: async () => [pod('a'), ...(++asked > 2 ? [pod('b')] : [])] };
    const step = { pods: 'user-service', ready: 2 };
    expect(await said(pods.run({ ...step, eventually: '5s' }, scopeOf(growing)))).toBeNull();
    expect(await said(pods.run({ ...step, neverFor: '1s' }, scopeOf(growing)))).toMatch(
      /must never happen.*: a \(ready\), b \(ready\)\.$/,
    );
  });

  it('keeps the names of those that are ready, for later steps', async () => {
    const saved: unknown[] = [];
    const save = (...what: unknown[]) => void saved.push(what);
    const scope = scopeOf(cluster(pod('b'), pod('a'), pod('c', { ready: false })), { save });
    await pods.run({ pods: 'user-service', ready: 2, save: { two: 'names' } }, scope);
    expect(saved).toEqual([['two', ['a', 'b']]]);
  });

  it('adds why, where the runtime or the cluster knows', async () => {
    const scope = scopeOf(cluster(), { diagnose: async () => 'Nothing is ready.' });
    expect(await said(pods.run({ pods: 'user-service', ready: 1 }, scope))).toMatch(
      /^0 pods of .* There is none\..* Nothing is ready\.$/,
    );
    const refused = { type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' };
    const web = deployment({});
    const full = {
      ...cluster(),
      manifests: () => [web],
      read: async () => ({ ...web.object, status: { conditions: [refused] } }),
    };
    expect(await said(pods.run({ pods: 'user-service', ready: 1 }, scopeOf(full)))).toMatch(
      /The cluster could not make another pod: exceeded quota\.$/,
    );
  });
});

describe('deletePod', () => {
  const deleting = (...names: string[]) => {
    const there = new Map(names.map(name => [name, pod(name)]));
    return {
      pods: async () => [...there.values()],
      deletePod: async (name: string) => void there.set(name, pod(name, { ready: false, deleting: true })),
      left: () => [...there.values()].filter(one => !one.deleting).map(({ name }) => name),
    };
  };

  it('deletes the one of that number by name, or the one that is named', async () => {
    const first = deleting('c', 'a', 'b');
    await deletePod.run({ deletePod: 'user-service', number: 2 }, scopeOf(first));
    expect(first.left()).toEqual(['c', 'a']);
    const second = deleting('c', 'a', 'b');
    const scope = scopeOf(second, { values: { pod: 'c' } });
    await deletePod.run({ deletePod: 'user-service', named: '${pod}' }, scope);
    expect(second.left()).toEqual(['a', 'b']);
  });

  it('says how many there are where there is none of that number', async () => {
    expect(
      await said(deletePod.run({ deletePod: 'user-service', number: 2 }, scopeOf(deleting('a')))),
    ).toMatch(/^user-service has 1 pod, so number 2 cannot be deleted\./);
  });
});

describe('scale', () => {
  it('asks for so many pods', async () => {
    const asked: unknown[] = [];
    const scaling = { scale: async (...what: unknown[]) => void asked.push(what) };
    await scale.run({ scale: 'user-service', replicas: 3 }, scopeOf(scaling));
    expect(asked).toEqual([['user-service', 3]]);
  });
});
