import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingError } from '../../../errors.ts';
import type { Engine } from '../../shared/engine/engine.ts';
import { clusterDown } from './down.ts';
import { stepIn } from './kind.ts';
import { machine, recorded, recordedRun } from './machine.fixture.ts';
import { clusterStatus } from './status.ts';
import { clusterUp } from './up.ts';

let dir: string;
let ownFile: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'microlab-cluster-'));
  ownFile = join(dir, 'kube', 'config');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const OWN = 'io.x-k8s.kind.cluster=microlab';
const ownConfig = recorded('kubeconfig.yaml').replaceAll('kind-dev', 'kind-microlab');
const said: string[] = [];
const options = {
  istio: false,
  confirm: () => Promise.reject(new Error('nothing is to be confirmed')),
  output: (line: string) => void said.push(line),
};

/** Docker with some images of kind's nodes, and kind as it was recorded. */
function withKind({ images = ['kindest/node:v1.34.4'], running = null as boolean | null, code = 0 } = {}) {
  const started: string[] = [];
  let nodes = running === null ? [] : [{ name: 'microlab-control-plane', running }];
  const { run, commands } = recordedRun(command => {
    if (!command.startsWith('kind ')) return undefined;
    if (/ (create|export) /.test(command) && code === 0) {
      writeFileSync(ownFile, ownConfig);
      nodes = [{ name: 'microlab-control-plane', running: true }];
    }
    if (command.includes(' delete ')) nodes = [];
    return { code, lines: command.includes(' create ') ? recorded('kind-create.txt').split('\n') : [] };
  });
  const docker = {
    listImages: async () => [{ RepoTags: images }],
    getContainer: (name: string) => ({ start: async () => void started.push(name) }),
  };
  const engine = { docker, describe: 'test', env: { DOCKER_HOST: 'unix:///test.sock' } } as unknown as Engine;
  const with_ = machine({
    ownFile,
    run,
    engine: async () => engine,
    nodes: async label => (label === OWN ? nodes : []),
  });
  return { machine: with_, commands, started };
}

describe('cluster up', () => {
  it('makes a kind cluster with a kubeconfig of its own, of the node image that is here', async () => {
    said.length = 0;
    const { machine, commands } = withKind();
    const up = await clusterUp(options, machine);
    expect(up).toMatchObject({ did: 'created', version: 'v1.34.4', istio: null });
    expect(up?.cluster).toMatchObject({ context: 'kind-microlab', own: true });
    expect(commands).toEqual([
      `kind create cluster --name microlab --kubeconfig ${ownFile} --config ${join(dirname(ownFile), 'kind.yaml')} --wait 120s --image kindest/node:v1.34.4`,
    ]);
    expect(said).toMatchInlineSnapshot(`
      [
        "Ensuring node image (kindest/node:v1.34.4)",
        "Preparing nodes",
        "Writing configuration",
        "Starting control-plane",
        "Installing CNI",
        "Installing StorageClass",
        "Waiting ≤ 2m0s for control-plane = Ready",
        "Waiting for the cluster’s DNS",
      ]
    `);
  });

  it.each([[[]], [['kindest/node:v1.33.0', 'kindest/node:v1.34.4']]])(
    'leaves the node image to kind where Docker has %j',
    async images => {
      const { machine, commands } = withKind({ images });
      await clusterUp(options, machine);
      expect(commands[0]).not.toContain('--image');
    },
  );

  it('uses the cluster that runs already, and starts one that is stopped', async () => {
    await mkdir(dirname(ownFile));
    writeFileSync(ownFile, ownConfig);
    const running = withKind({ running: true });
    expect(await clusterUp(options, running.machine)).toMatchObject({ did: 'found' });
    const stopped = withKind({ running: false });
    expect(await clusterUp(options, stopped.machine)).toMatchObject({ did: 'started' });
    expect([...running.commands, ...stopped.commands, ...running.started]).toEqual([]);
    expect(stopped.started).toEqual(['microlab-control-plane']);
  });

  it('writes the kubeconfig anew where it is gone', async () => {
    const { machine, commands } = withKind({ running: true });
    await clusterUp(options, machine);
    expect(commands).toEqual([`kind export kubeconfig --name microlab --kubeconfig ${ownFile}`]);
  });

  it('says how to get kind, and what kind said', async () => {
    const lacking = withKind();
    const without = { ...lacking.machine, run: recordedRun(() => undefined).run };
    await expect(clusterUp(options, without)).rejects.toMatchObject({
      message: 'The program kind is missing.',
      fix: expect.stringContaining('go install sigs.k8s.io/kind@latest'),
    });
    const failed = await clusterUp(options, withKind({ code: 1 }).machine).catch(thrown => thrown);
    expect(failed).toBeInstanceOf(MissingError);
    expect(failed.details.join()).toContain('Ready after 0s');
  });

  it('removes what it had made when it is interrupted', async () => {
    const { machine, commands } = withKind();
    const signal = AbortSignal.abort(new Error('interrupted'));
    await expect(clusterUp({ ...options, signal }, machine)).rejects.toThrow('interrupted');
    expect(commands.at(-1)).toBe(`kind delete cluster --name microlab --kubeconfig ${ownFile}`);
  });

  it('asks before an unknown context is used, and takes no for an answer', async () => {
    const asked: string[] = [];
    const answer = (yes: boolean) => async (question: string) => {
      asked.push(question);
      return yes;
    };
    expect(await clusterUp({ ...options, context: 'prod', confirm: answer(false) }, machine())).toBeNull();
    const up = await clusterUp({ ...options, context: 'prod', confirm: answer(true) }, machine());
    expect(up?.cluster).toMatchObject({ context: 'prod', provider: 'unknown', own: false });
    expect(asked).toHaveLength(2);
  });

  it('leaves out what kind says to people at a shell', () => {
    expect(stepIn(' • Preparing nodes 📦   ...')).toBe('Preparing nodes');
    expect(stepIn('You can now use your cluster with:')).toBeNull();
  });
});

describe('cluster down', () => {
  it('deletes the own cluster and its kubeconfig, once', async () => {
    await mkdir(dirname(ownFile));
    writeFileSync(ownFile, ownConfig);
    const { machine, commands } = withKind({ running: true });
    expect(await clusterDown(options, machine)).toBe(true);
    expect(existsSync(ownFile)).toBe(false);
    expect(await clusterDown(options, machine)).toBe(false);
    expect(commands).toEqual([`kind delete cluster --name microlab --kubeconfig ${ownFile}`]);
  });
});

describe('cluster status', () => {
  it('gathers what there is to know', async () => {
    const base = machine();
    const leftovers = [{ name: 'saga-ab12', run: 'ab12', exercise: 'saga' }];
    const api = { ...base.api, leftovers: async () => leftovers };
    expect(await clusterStatus({ context: 'docker-desktop' }, { ...base, api })).toEqual({
      context: 'docker-desktop',
      provider: 'docker-desktop',
      own: false,
      kubernetes: 'v1.34.4',
      nodes: { ready: 1, total: 1 },
      istio: null,
      namespaces: leftovers,
    });
  });

  it('throws what is missing', async () => {
    await expect(clusterStatus({}, machine({ userFiles: [] }))).rejects.toBeInstanceOf(MissingError);
  });
});
