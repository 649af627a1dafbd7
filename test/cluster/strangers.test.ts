import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { loadCatalog } from '../../src/content/index.ts';
import { openSandboxed } from '../../src/grade/sandboxed.ts';
import type { Slot } from '../../src/grade/slot.ts';
import { retryUntil } from '../../src/platform/retry.ts';
import { claimRun } from '../../src/runtimes/claim.ts';
import { accountObjects, accountOf } from '../../src/runtimes/kubernetes/account.ts';
import { Api, removeNamespace } from '../../src/runtimes/kubernetes/api.ts';
import { type Cluster, NODE_LABELS } from '../../src/runtimes/kubernetes/cluster/cluster.ts';
import { findCluster } from '../../src/runtimes/kubernetes/cluster/find.ts';
import { deliveryFor } from '../../src/runtimes/kubernetes/delivery/index.ts';
import { imagesOf, nodesOf } from '../../src/runtimes/kubernetes/delivery/nodes.ts';
import { type Enforcement, nameServerDoors, tryPolicy } from '../../src/runtimes/kubernetes/enforcement.ts';
import { execHelper, labPod } from '../../src/runtimes/kubernetes/lab-pod.ts';
import { namespaceObjects } from '../../src/runtimes/kubernetes/namespace.ts';
import { findEngine } from '../../src/runtimes/shared/engine/engine.ts';
import { ensureHelperImage, helperImage } from '../../src/runtimes/shared/engine/helper-image.ts';
import { labelsOf } from '../../src/runtimes/shared/engine/labels.ts';
import { manifests } from './workspace.ts';

const signal = new AbortController().signal;
let cluster: Cluster;
let api: Api;
beforeAll(async () => {
  const found = await findCluster();
  if (found instanceof Error) throw found;
  cluster = found;
  api = new Api(found.kubeconfig);
});

/** A namespace as a run makes it, without its policy, which is handed over. */
async function within<T>(look: (namespace: string, close: () => Promise<void>) => Promise<T>): Promise<T> {
  const run = await claimRun();
  const namespace = `microlab-${run.id}`;
  const labels = labelsOf({ runId: run.id, alive: run.alive, exercise: 'made-up' });
  const { 'dev.microlab.alive': alive = '', ...rest } = labels;
  const common = { namespace, labels: rest, annotations: { 'dev.microlab.alive': alive } };
  try {
    const [space, ...bounds] = namespaceObjects({ ...common, mesh: false, strangers: true });
    if (space) await api.apply(space);
    await api.applyAll([...bounds.filter(({ kind }) => kind !== 'NetworkPolicy'), ...accountObjects(common)]);
    return await look(namespace, () => api.applyAll(bounds.filter(({ kind }) => kind === 'NetworkPolicy')));
  } finally {
    await removeNamespace(api, namespace);
    await run.release();
  }
}

test('what a submission applies is held to its namespace, and to what work consists of', async () => {
  await within(async namespace => {
    const learner = new Api(cluster.kubeconfig, signal, accountOf(namespace));
    const map = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'found', namespace },
      data: {},
    });
    await learner.apply(map(namespace));
    expect(await api.read(map(namespace))).not.toBeNull();

    await expect(learner.apply(map('default'))).rejects.toThrow(
      /cannot patch resource "configmaps".*default/,
    );
    await expect(
      learner.read({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x', namespace: 'kube-system' } }),
    ).rejects.toThrow(/cannot get resource "secrets"/);
    const wide = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'microlab-more' } },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'microlab-more' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      },
    ];
    for (const object of wide) await expect(learner.apply(object)).rejects.toThrow(/cannot patch resource/);
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'open', namespace },
      spec: { podSelector: {}, egress: [{}], policyTypes: ['Egress'] },
    };
    await expect(learner.apply(policy)).rejects.toThrow(/cannot patch resource "networkpolicies"/);
  });
});

/** Brings the image of the lab's own pod to the nodes, as every run does. */
async function deliverHelper(): Promise<void> {
  const engine = await findEngine();
  if (engine instanceof Error) throw engine;
  const { docker, env } = engine;
  const scratch = mkdtempSync(join(tmpdir(), 'microlab-helper-'));
  await ensureHelperImage(docker, scratch, env, () => {});
  rmSync(scratch, { recursive: true });
  const delivery = await deliveryFor(cluster, { docker, env, output: () => {} });
  await delivery.deliver([helperImage()]);
}

test('a network that is held to its policy is told from one that is not', async () => {
  await deliverHelper();
  const tried = (closing: boolean): Promise<Enforcement> =>
    within(async (namespace, close) => {
      const doors = await nameServerDoors(api);
      if (!doors) throw new Error('no name server');
      const pod = labPod({
        name: 'microlab-lab',
        namespace,
        image: helperImage(),
        labels: {},
        annotations: {},
      });
      await api.apply(pod);
      const named = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'microlab-lab', namespace } };
      const phase = async () => ((await api.read(named))?.status as { phase?: string })?.phase;
      await retryUntil(phase, seen => seen === 'Running', { deadlineMs: 60_000, everyMs: 200 });
      const helper = await execHelper(cluster.kubeconfig, namespace, 'microlab-lab');
      try {
        const connect = helper.connect.bind(helper);
        return await tryPolicy({ connect, doors, close: closing ? close : async () => {}, signal });
      } finally {
        await helper.close();
      }
    });
  // Where a policy is not enforced, all is as it is without one.
  expect(await tried(true)).toMatchObject({ kind: 'enforced' });
  expect(await tried(false)).toMatchObject({
    kind: 'open',
    seen: expect.stringMatching(/although the policy forbids it/),
  });
});

describe('the work of a stranger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-strangers-'));
  let slot: Slot;
  beforeAll(async () => {
    slot = await openSandboxed({
      runtime: 'docker',
      offline: false,
      acceptOpenNetwork: false,
      cluster: {},
      images: [],
      note: () => {},
      signal,
    });
  });
  afterAll(async () => {
    await slot?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const exercise = async () => (await loadCatalog()).find('deploy-kubernetes');
  const task = async (name: string, change: (dir: string) => void = () => {}) => {
    const deploy = await exercise();
    const dir = join(folder, name);
    cpSync(join(deploy.dir ?? '', 'solution'), dir, { recursive: true });
    expect(existsSync(join(dir, 'k8s'))).toBe(true);
    change(dir);
    return { exercise: deploy, folder: dir, seed: 'k3f9', signal };
  };

  test('is built in the sandbox, brought to the cluster, graded, and leaves nothing', async () => {
    const { report, refusals, images, spent } = await slot.verify(await task('right'));
    expect(refusals).toEqual([]);
    expect(report?.checks.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(report).toMatchObject({ runtime: 'kubernetes', verdict: 'passed' });
    const digest = images['user-service'] ?? '';
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(spent).toBe(false);
    const engine = await findEngine();
    if (engine instanceof Error) throw engine;
    const name = `microlab/user-service:${digest.slice(0, 12)}`;
    await expect(engine.docker.getImage(name).inspect()).rejects.toThrow(/no such image/i);
    const nodes = await nodesOf(engine.docker, `${NODE_LABELS.kind}=${cluster.name}`);
    const there = await Promise.all(nodes.map(node => imagesOf(engine.docker, node)));
    expect(there.flat().flatMap(({ names }) => names)).not.toContain(`docker.io/${name}`);
  });

  test('is refused by file, line and column, all of it at once, before anything runs', async () => {
    const hostile = await task('hostile', dir => {
      rmSync(join(dir, 'k8s'), { recursive: true });
      mkdirSync(join(dir, 'k8s'));
      writeFileSync(
        join(dir, 'k8s/all.yaml'),
        [
          manifests({ container: { securityContext: { privileged: true } } }),
          stringify({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: {} }),
          stringify({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'open' },
            spec: { podSelector: {}, egress: [{}] },
          }),
        ].join('---\n'),
      );
      writeFileSync(join(dir, 'Dockerfile'), 'FROM somebody/backdoor\nCOPY . .\n');
    });
    const { report, refusals } = await slot.verify(hostile);
    expect(report).toBeNull();
    const said = refusals.join('\n');
    expect(said).toMatch(/k8s\/all\.yaml:\d+:\d+: .*privileged/);
    expect(said).toMatch(/k8s\/all\.yaml:\d+:\d+: A PersistentVolume is refused/);
    expect(said).toMatch(/k8s\/all\.yaml:\d+:\d+: A NetworkPolicy is refused/);
    expect(said).toMatch(/Dockerfile:1:\d+: .*somebody\/backdoor/);
  });
});
