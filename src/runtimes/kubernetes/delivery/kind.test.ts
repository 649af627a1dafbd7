import { describe, expect, it } from 'vitest';
import { MissingError } from '../../../errors.ts';
import { run } from '../../../platform/process.ts';
import { recordedDocker } from './docker.fixture.ts';
import { kindDelivery } from './kind.ts';

const LABEL = { 'io.x-k8s.kind.cluster': 'dev' };
const NODES = {
  'dev-worker': LABEL,
  'dev-control-plane': LABEL,
  other: { 'io.x-k8s.kind.cluster': 'other' },
};
const images = () => ({
  'microlab/users:a': { Id: 'sha256:users' },
  'microlab/orders:a': { Id: 'sha256:orders' },
});

/** Nodes that keep what they import, under the ids that the test gives. */
function nodes(ids: Record<string, string>, refuse: { code: number; stderr: string } | null = null) {
  const has: Record<string, Set<string>> = {};
  const fed: string[] = [];
  const exec = (node: string, command: string, input: string) => {
    has[node] ??= new Set();
    if (command.startsWith('crictl --timeout 60s images')) {
      const list = [...has[node]].map(name => ({ id: ids[name], repoTags: [`docker.io/${name}`] }));
      return { stdout: JSON.stringify({ images: list }) };
    }
    if (command.includes(' rmi ')) has[node].clear();
    if (command.includes(' ps ')) return { stdout: '{}' };
    if (!command.includes('import')) return {};
    if (refuse) return refuse;
    fed.push(`${node}: ${input}`);
    for (const name of input.replace('archive of ', '').split(' ')) has[node].add(name);
    return {};
  };
  return { exec, fed };
}

function deliver(docker: ReturnType<typeof recordedDocker>['docker']) {
  const said: string[] = [];
  const means = { docker, env: {}, run, output: (line: string) => void said.push(line) };
  return { delivery: kindDelivery('dev', means, 0), said };
}

describe('into the nodes of a kind cluster', () => {
  it('one archive for each node, and none a second time', async () => {
    const { exec, fed } = nodes({ 'microlab/users:a': 'sha256:users', 'microlab/orders:a': 'sha256:orders' });
    const { docker, asked } = recordedDocker({ images: images(), containers: NODES, exec });
    const { delivery, said } = deliver(docker);
    const both = ['microlab/users:a', 'microlab/orders:a'];
    await delivery.deliver([...both, ...both]);
    expect(fed).toEqual([
      'dev-control-plane: archive of microlab/users:a microlab/orders:a',
      'dev-worker: archive of microlab/users:a microlab/orders:a',
    ]);
    expect(asked.archives[0]).toEqual({ names: both });
    await delivery.deliver(both);
    expect(fed).toHaveLength(2);
    expect(said[0]).toBe('dev-control-plane: importing microlab/users:a, microlab/orders:a');
    expect(delivery.reference('microlab/users:a')).toBe('microlab/users:a');
    expect([...delivery.ids('microlab/users:a')]).toEqual(['sha256:users']);
    expect(await delivery.prune()).toHaveLength(4);
    expect(await delivery.prune()).toEqual([]);
  });

  it('only what a node lacks', async () => {
    const { exec, fed } = nodes({ 'microlab/users:a': 'sha256:users', 'microlab/orders:a': 'sha256:orders' });
    const { docker } = recordedDocker({ images: images(), containers: { node: LABEL }, exec });
    const { delivery } = deliver(docker);
    await delivery.deliver(['microlab/users:a']);
    await delivery.deliver(['microlab/users:a', 'microlab/orders:a']);
    expect(fed[1]).toBe('node: archive of microlab/orders:a');
  });

  it('throws where a node lists another content than it was given', async () => {
    const { exec } = nodes({ 'microlab/users:a': 'sha256:stale' });
    const { docker } = recordedDocker({ images: images(), containers: { node: LABEL }, exec });
    await expect(deliver(docker).delivery.deliver(['microlab/users:a'])).rejects.toThrow(
      'node took microlab/users:a, and does not list microlab/users:a',
    );
  });

  it.each([
    ['ctr: write /var/lib/x: no space left on device', 'The disk is full'],
    ['ctr: content digest sha256:ab12: not found', 'parts of it are not here'],
  ])('explains %s', async (stderr, message) => {
    const { exec } = nodes({}, { code: 1, stderr });
    const { docker } = recordedDocker({ images: images(), containers: { node: LABEL }, exec });
    const thrown = await deliver(docker)
      .delivery.deliver(['microlab/users:a'])
      .catch(error => error);
    expect(thrown).toBeInstanceOf(MissingError);
    expect(thrown.message).toContain(message);
  });

  it('says which image is not here, and that no node runs', async () => {
    const { docker } = recordedDocker({ images: images() });
    const { delivery } = deliver(docker);
    await expect(delivery.deliver(['nothing:1'])).rejects.toThrow('has no image nothing:1');
    await expect(delivery.deliver(['microlab/users:a'])).rejects.toThrow(
      'No node of the kind cluster dev runs',
    );
  });
});

describe('out of Docker’s containerd image store', () => {
  const stored = {
    'microlab/users:a': {
      Id: 'sha256:index',
      Manifests: [
        { ID: 'sha256:manifest', Kind: 'image', Available: true },
        { ID: 'sha256:elsewhere', Kind: 'image', Available: false },
        { ID: 'sha256:attestation', Kind: 'attestation', Available: true },
      ],
    },
  };

  it('asks for the one platform that is here, and knows the image by its manifest', async () => {
    const { exec } = nodes({ 'microlab/users:a': 'sha256:configuration' });
    const listing = (node: string, command: string, input: string) =>
      command.includes('images ls')
        ? { stdout: `docker.io/microlab/users:a application/x sha256:${'0'.repeat(64)} 1 MiB linux/arm64 -` }
        : exec(node, command, input);
    const users = stored['microlab/users:a'];
    const manifest = {
      ...users,
      Manifests: [{ ID: `sha256:${'0'.repeat(64)}`, Kind: 'image', Available: true }],
    };
    const { docker, asked } = recordedDocker({
      images: { 'microlab/users:a': manifest },
      containers: { node: LABEL },
      exec: (node, command, input) => (asked.archives.length > 0 ? listing : exec)(node, command, input),
      containerdStore: true,
    });
    const { delivery } = deliver(docker);
    await delivery.deliver(['microlab/users:a']);
    expect(asked.archives).toEqual([
      { names: ['microlab/users:a'], platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
    ]);
    expect([...delivery.ids('microlab/users:a')]).toContain('sha256:configuration');
  });

  it('explains that an old engine cannot do that', async () => {
    const { exec } = nodes({});
    const containers = { node: LABEL };
    const { docker } = recordedDocker({
      images: stored,
      containers,
      exec,
      containerdStore: true,
      apiVersion: '1.47',
    });
    await expect(deliver(docker).delivery.deliver(['microlab/users:a'])).rejects.toMatchObject({
      exitCode: 3,
      details: ['Its API is 1.47; 1.48 is needed.'],
    });
  });
});
