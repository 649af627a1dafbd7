import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingError } from '../../../errors.ts';
import { type Cluster, doubt } from './cluster.ts';
import { findCluster } from './find.ts';
import { machine, recorded, recordedFile, recordedRun } from './machine.fixture.ts';

const node = (name: string) => [{ name, running: true }];
const containers = {
  'io.x-k8s.kind.cluster=dev': node('dev-control-plane'),
  'k3d.cluster=demo': node('k3d-demo-server-0'),
};
const minikube = recordedRun(command =>
  command.startsWith('minikube profile list')
    ? { code: 0, lines: ['! a warning', recorded('minikube-profiles.json').trim()] }
    : undefined,
);
const known = machine({ containers, run: minikube.run });

const found = async (...params: Parameters<typeof findCluster>): Promise<Cluster> => {
  const cluster = await findCluster(...params);
  if (cluster instanceof MissingError) throw cluster;
  return cluster;
};

let dir: string;
let current: (context: string) => Promise<string>;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'microlab-kube-'));
  current = async context => {
    const file = join(dir, 'config');
    await writeFile(
      file,
      recorded('kubeconfig.yaml').replace('current-context: prod', `current-context: ${context}`),
    );
    return file;
  };
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('whose cluster a context is', () => {
  it.each([
    ['kind-dev', 'kind', 'dev'],
    ['k3d-demo', 'k3d', 'demo'],
    ['study', 'minikube', 'study'],
    ['embedded', 'minikube', 'work'],
    ['docker-desktop', 'docker-desktop', 'docker-desktop'],
    ['prod', 'unknown', 'prod'],
  ])('%s: %s, by the name of %s', async (context, provider, name) => {
    const cluster = await found({ context }, known);
    expect(cluster).toMatchObject({ context, provider, name, own: false });
    expect(cluster.kubeconfig.getCurrentContext()).toBe(context);
  });

  it.each(['kind-dev', 'k3d-demo'])('%s is unknown where Docker has no such nodes', async context => {
    expect((await found({ context }, machine())).provider).toBe('unknown');
  });

  it('docker-desktop is unknown at somebody else’s address', async () => {
    const file = join(dir, 'config');
    await writeFile(
      file,
      recorded('kubeconfig.yaml').replace('kubernetes.docker.internal', 'k8s.example.org'),
    );
    const cluster = await found({ context: 'docker-desktop' }, machine({ userFiles: [file] }));
    expect(cluster.provider).toBe('unknown');
  });

  it('only an unknown one has to be confirmed, and the question names its address', async () => {
    expect(doubt(await found({ context: 'kind-dev' }, known))).toBeNull();
    expect(doubt(await found({ context: 'prod' }, known))).toContain('https://k8s.example.org');
  });
});

describe('which cluster is used', () => {
  it('the one named by the variable where no option names one', async () => {
    const named = machine({ ...known, env: { MICROLAB_CONTEXT: 'k3d-demo' } });
    expect((await found({}, named)).context).toBe('k3d-demo');
    expect((await found({ context: 'kind-dev' }, named)).context).toBe('kind-dev');
  });

  it('the current context where that is known', async () => {
    const userFiles = [await current('kind-dev')];
    expect(await found({}, { ...known, userFiles })).toMatchObject({ context: 'kind-dev', own: false });
  });

  it('microlab’s own before that, as long as its nodes are there', async () => {
    const own = join(dir, 'own');
    await writeFile(own, recorded('kubeconfig.yaml').replaceAll('kind-dev', 'kind-microlab'));
    const there = machine({
      ownFile: own,
      userFiles: [await current('kind-dev')],
      containers: { ...containers, 'io.x-k8s.kind.cluster=microlab': node('microlab-control-plane') },
    });
    expect(await found({}, there)).toMatchObject({ context: 'kind-microlab', name: 'microlab', own: true });
    const gone = { ...there, nodes: known.nodes };
    expect((await found({}, gone)).context).toBe('kind-dev');
  });

  it('never an unknown one unasked', async () => {
    const refused = await findCluster({}, known);
    expect(refused).toBeInstanceOf(MissingError);
    expect((refused as MissingError).message).toContain('current context prod');
    expect((refused as MissingError).fix).toContain('--context NAME');
  });

  it('changes no file', async () => {
    const file = join(dir, 'config');
    await copyFile(recordedFile('kubeconfig.yaml'), file);
    await found({ context: 'kind-dev' }, { ...known, userFiles: [file] });
    expect(await readFile(file, 'utf8')).toBe(recorded('kubeconfig.yaml'));
  });
});

describe('says what is missing', () => {
  it('no kubeconfig at all', async () => {
    const missing = await findCluster({}, machine({ userFiles: [] }));
    expect(missing).toMatchObject({ message: 'There is no Kubernetes cluster here.', exitCode: 3 });
  });

  it('no context of that name', async () => {
    const missing = (await findCluster({ context: 'nope' }, machine())) as MissingError;
    expect(missing.message).toContain('no context nope');
    expect(missing.details.join()).toContain('kind-dev, k3d-demo');
  });

  it('a kubeconfig that cannot be read', async () => {
    const file = join(dir, 'config');
    await writeFile(file, 'clusters: [');
    expect(await findCluster({}, machine({ userFiles: [file] }))).toMatchObject({
      message: `The kubeconfig ${file} cannot be read.`,
    });
  });

  it('a cluster that does not answer', async () => {
    const api = { ...known.api, version: () => Promise.reject(new Error('connect ECONNREFUSED')) };
    const missing = (await findCluster({ context: 'kind-dev' }, { ...known, api })) as MissingError;
    expect(missing.message).toBe('The cluster of the context kind-dev does not answer.');
    expect(missing.details).toEqual(['connect ECONNREFUSED']);
  });
});
