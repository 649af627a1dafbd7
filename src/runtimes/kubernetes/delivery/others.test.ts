import { describe, expect, it } from 'vitest';
import { recorded, recordedRun } from '../cluster/machine.fixture.ts';
import type { Means } from './delivery.ts';
import { recordedDocker } from './docker.fixture.ts';
import { dockerDesktopDelivery } from './docker-desktop.ts';
import { k3dDelivery } from './k3d.ts';
import { minikubeDelivery } from './minikube.ts';
import { readHosting, registryDelivery } from './registry.ts';

const PYTHON = 'sha256:0e1f4e55277bb3cc4da356896678ba22ed101f12ec63901702a2ba055cd7b835';
const images = () => ({ 'microlab/users:a': { Id: PYTHON }, 'microlab/orders:a': { Id: 'sha256:orders' } });
const lines = (name: string) => recorded(name).trim().split('\n');

function means(docker: Means['docker'], answer: Parameters<typeof recordedRun>[0] = () => undefined) {
  const { run, commands } = recordedRun(answer);
  return { means: { docker, env: {}, run, output: () => {} }, commands };
}

describe('k3d', () => {
  const labels = (role: string) => ({ 'k3d.cluster': 'demo', 'k3d.role': role });
  const containers = { 'k3d-demo-server-0': labels('server'), 'k3d-demo-serverlb': labels('loadbalancer') };
  const users = JSON.stringify({ images: [{ id: PYTHON, repoTags: ['docker.io/microlab/users:a'] }] });

  it('imports what a node lacks, by k3d’s own program', async () => {
    const { docker, asked } = recordedDocker({
      images: images(),
      containers,
      exec: (_, command) => ({ stdout: command.includes(' ps ') ? '{}' : users }),
    });
    const k3d = means(docker, () => ({ code: 0, lines: lines('k3d-import.txt') }));
    const delivery = k3dDelivery('demo', k3d.means);
    await delivery.deliver(['microlab/users:a', 'microlab/orders:a']);
    expect(k3d.commands).toEqual(['k3d image import --cluster demo microlab/orders:a']);
    expect(asked.commands).toEqual(['k3d-demo-server-0: crictl --timeout 60s images --output json']);
    await delivery.deliver(['microlab/users:a']);
    expect(k3d.commands).toHaveLength(1);
    expect(await delivery.prune()).toEqual(['image docker.io/microlab/users:a on k3d-demo-server-0']);
  });

  it('believes its errors, not its last line', async () => {
    const { docker } = recordedDocker({ images: images(), containers, exec: () => ({ stdout: '{}' }) });
    const k3d = means(docker, () => ({ code: 0, lines: lines('k3d-import-failed.txt') }));
    await expect(k3dDelivery('demo', k3d.means).deliver(['microlab/users:a'])).rejects.toMatchObject({
      exitCode: 3,
      details: [expect.stringContaining("failed with exit code '1'")],
    });
  });
});

describe('minikube', () => {
  const { docker } = recordedDocker({ images: images() });
  const answer = (command: string) =>
    command.includes('image ls') ? { code: 0, lines: lines('minikube-images.json') } : { code: 0, lines: [] };

  it('loads what the profile lacks', async () => {
    const minikube = means(docker, answer);
    await minikubeDelivery('work', minikube.means).deliver(['microlab/users:a', 'microlab/orders:a']);
    expect(minikube.commands).toEqual([
      'minikube image ls --format json --profile work',
      'minikube image load --daemon --overwrite --profile work microlab/orders:a',
    ]);
  });

  it('removes ours', async () => {
    const minikube = means(docker, answer);
    const delivery = minikubeDelivery('work', minikube.means);
    expect(await delivery.prune({ keep: ['microlab/users:a'] })).toEqual([]);
    expect(await delivery.prune()).toHaveLength(1);
    expect(minikube.commands.at(-1)).toBe('minikube image rm --profile work docker.io/microlab/users:a');
  });

  it('says that it is missing, or what it said', async () => {
    const load = (run: ReturnType<typeof means>) =>
      minikubeDelivery('work', run.means).deliver(['microlab/orders:a']);
    await expect(load(means(docker))).rejects.toMatchObject({
      fix: expect.stringContaining('Install minikube'),
    });
    const failing = means(docker, () => ({ code: 85, lines: ['X Profile "work" not found.'] }));
    await expect(load(failing)).rejects.toMatchObject({ details: ['X Profile "work" not found.'] });
  });
});

describe('Docker Desktop', () => {
  it('has what Docker has, and knows it by Docker’s id', async () => {
    const { docker, asked } = recordedDocker({ images: images() });
    const delivery = dockerDesktopDelivery({ docker });
    await delivery.deliver(['microlab/users:a']);
    expect(asked.archives).toEqual([]);
    expect([...delivery.ids('microlab/users:a')]).toEqual([PYTHON]);
    await expect(delivery.deliver(['nothing:1'])).rejects.toThrow('has no image nothing:1');
  });
});

describe('a registry', () => {
  it('is the one that the cluster names', () => {
    expect(readHosting(recorded('local-registry-hosting.yaml'))).toEqual({
      host: 'localhost:5001',
      fromNodes: 'registry:5000',
    });
    expect(readHosting('host: localhost:5001\n')).toEqual({
      host: 'localhost:5001',
      fromNodes: 'localhost:5001',
    });
    expect(readHosting('')).toBeNull();
  });

  it('gets each image under its own name, and pods ask by the name that nodes know', async () => {
    const pushed = { Id: PYTHON, RepoDigests: [`localhost:5001/microlab/users@sha256:pushed`] };
    const { docker, asked } = recordedDocker({ images: { 'microlab/users:a': pushed } });
    const push = means(docker, () => ({ code: 0, lines: [] }));
    const delivery = registryDelivery({ host: 'localhost:5001', fromNodes: 'registry:5000' }, push.means);
    await delivery.deliver(['microlab/users:a']);
    expect(asked.tags).toEqual(['microlab/users:a localhost:5001/microlab/users:a']);
    expect(push.commands).toEqual(['docker push localhost:5001/microlab/users:a']);
    expect(delivery.reference('microlab/users:a')).toBe('registry:5000/microlab/users:a');
    expect([...delivery.ids('microlab/users:a')]).toEqual([PYTHON, 'sha256:pushed']);
    expect(await delivery.prune()).toEqual([]);
  });

  it('that refuses is a missing permission, not a fault of the work', async () => {
    const { docker } = recordedDocker({ images: images() });
    const push = means(docker, () => ({ code: 1, lines: ['denied: requested access is denied'] }));
    const registry = { host: 'registry.example.org/team/', fromNodes: 'registry.example.org/team/' };
    await expect(registryDelivery(registry, push.means).deliver(['microlab/users:a'])).rejects.toMatchObject({
      exitCode: 3,
      message: 'This command failed: docker push registry.example.org/team/microlab/users:a',
    });
  });
});
