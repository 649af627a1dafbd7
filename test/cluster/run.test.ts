import { afterAll, describe, expect, test } from 'vitest';
import { WorkFault } from '../../src/errors.ts';
import { Api } from '../../src/runtimes/kubernetes/api.ts';
import { findCluster } from '../../src/runtimes/kubernetes/cluster/find.ts';
import { kubernetes } from '../../src/runtimes/kubernetes/index.ts';
import { manifests, within } from './workspace.ts';

const get = (path: string) => ({ method: 'GET', path, timeoutMs: 5000 });

async function api(): Promise<Api> {
  const cluster = await findCluster();
  if (cluster instanceof Error) throw cluster;
  return new Api(cluster.kubeconfig);
}
const namespaces = async () =>
  (await (await api()).list('v1', 'Namespace', { labels: 'dev.microlab.exercise=made-up' })).items.map(
    ({ metadata }) => metadata.name,
  );

afterAll(async () => expect(await namespaces()).toEqual([]));

describe.concurrent('a workspace on the cluster', () => {
  test('answers through its Service; is stopped, scaled, restarted, stood in for, and mended', async () => {
    const files = { 'k8s/all.yaml': manifests({ replicas: 2, container: { image: 'user-service' } }) };
    await within(files, async (environment, notes) => {
      const { http, control, cluster } = environment;
      if (!cluster) throw new Error('no cluster');
      const users = () => http.request('user-service', get('/users'));
      expect(await users()).toMatchObject({ answered: true, status: 200 });
      expect(notes.join('\n')).toMatch(/imagePullPolicy.*IfNotPresent/s);

      await control.kill('user-service');
      expect(await control.state('user-service')).toMatchObject({ kind: 'exited' });
      expect(await users()).toMatchObject({ answered: false });
      await control.restore();
      expect(await users()).toMatchObject({ status: 200 });

      const before = (await cluster.pods('user-service')).map(({ name }) => name);
      await cluster.deletePod(before[0] ?? '');
      await cluster.scale('user-service', 3);
      await control.restore();
      const after = (await cluster.pods('user-service')).filter(({ ready }) => ready).map(({ name }) => name);
      expect(after).toHaveLength(2);
      expect(after).not.toContain(before[0]);

      await cluster.restart('user-service', 60_000);
      const fresh = (await cluster.pods('user-service')).map(({ name }) => name);
      expect(fresh.filter(name => after.includes(name))).toEqual([]);

      const standIn = await cluster.standIn('user-service');
      await standIn.answer({}, { status: 418, body: '{}', delayMs: 0 });
      const [there] = (await cluster.endpoints('user-service')).filter(({ pod }) => pod === standIn.pod);
      expect(there).toMatchObject({ ready: true, port: 5000 });
      const target = { host: there?.address ?? '', port: 5000 };
      expect(await cluster.ask('lab', target, get('/nonce'))).toMatchObject({ status: 418 });
      expect(await standIn.calls()).toMatchObject([{ method: 'GET', path: '/nonce' }]);
      expect(Object.keys(await environment.logs())).toEqual(
        expect.arrayContaining(['events', 'pods', fresh[0]]),
      );
    });
  });

  test('cannot be reached from another namespace, and reaches nothing outside', async () => {
    await within({}, async ({ cluster }) => {
      const mine = (await cluster?.endpoints('user-service')) ?? [];
      expect(mine).toHaveLength(1);
      await within({}, async other => {
        const target = { host: mine[0]?.address ?? '', port: 5000 };
        const answer = await other.cluster?.ask('lab', target, { ...get('/users'), timeoutMs: 2000 });
        expect(answer).toMatchObject({ answered: false });
        expect(await other.http.request('user-service', get('/users'))).toMatchObject({ status: 200 });
      });
    });
  });

  test('is left alone by a sweep as long as its run is alive, and goes once it is not', async () => {
    await within({}, async () => {
      const [name = ''] = await namespaces();
      const kept = await kubernetes().sweep(async () => true);
      expect(kept).toEqual([]);
      expect(await namespaces()).toContain(name);
    });
    const cluster = await api();
    const metadata = {
      name: 'microlab-killed',
      labels: {
        'dev.microlab.run': 'killed',
        'dev.microlab.host': (await import('../../src/runtimes/shared/engine/labels.ts')).thisHost,
      },
      annotations: { 'dev.microlab.alive': '/nowhere' },
    };
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata });
    const swept = await kubernetes().sweep(async alive => alive !== '/nowhere');
    expect(swept).toEqual(['namespace microlab-killed']);
    expect(await cluster.read({ apiVersion: 'v1', kind: 'Namespace', metadata })).toBeNull();
  });

  test('with a container that wants to be privileged is refused before anything runs', async () => {
    const files = { 'k8s/all.yaml': manifests({ container: { securityContext: { privileged: true } } }) };
    const failure = await within(files, async () => null).catch((thrown: Error) => thrown);
    expect(failure).not.toBeInstanceOf(WorkFault);
    expect(JSON.stringify(failure)).toContain('privileged');
    expect((failure as { details?: string[] }).details?.join('\n')).toMatch(/k8s\/all\.yaml:\d+:\d+/);
  });
});
