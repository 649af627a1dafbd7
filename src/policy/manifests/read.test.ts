import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifests } from './index.ts';
import { deployment, file, object, problems, read, root } from './testing.ts';

describe('which files', () => {
  const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n`;
  const names = async () => (await readManifests(root, 'own')).manifests.map(({ file }) => file);

  it('those of k8s/, in order, and says which folders are not read', async () => {
    file('k8s/b.yml', service('b'));
    file('k8s/a.yaml', service('a'));
    file('k8s/c.json', '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "c"}}');
    file('k8s/notes.txt', 'x');
    file('k8s/.hidden.yaml', 'x');
    file('k8s/base/d.yaml', service('d'));
    file('other.yaml', service('other'));
    expect(await names()).toEqual(['k8s/a.yaml', 'k8s/b.yml', 'k8s/c.json']);
    expect((await readManifests(root, 'own')).notes).toEqual([
      'k8s/base/ is not read: manifests lie in k8s/ itself, as `kubectl apply -f k8s` reads them.',
    ]);
  });

  it('those of the root where there is no such folder; compose files and others are none', async () => {
    file('web.yaml', service('web'));
    file('compose.yaml', 'services: {}');
    file('docker-compose.override.yml', 'services: {}');
    file('mkdocs.yml', 'site_name: !x y');
    file('.microlab/evidence.yaml', service('old'));
    file('.microlab.json', '{}');
    expect(await names()).toEqual(['web.yaml']);
    expect((await readManifests(root, 'own')).notes).toEqual([
      'mkdocs.yml is not read: it is no manifest, since it has no `kind:`.',
    ]);
  });

  it('none: says what is expected where', async () => {
    await expect(readManifests(root, 'own')).rejects.toMatchObject({
      message: 'The workspace has no Kubernetes manifests.',
      details: ['Expected YAML files in k8s/, such as k8s/deployment.yaml.'],
      exitCode: 2,
    });
  });

  it('nothing in them', async () => {
    await expect(read('# later\n---\n---\n')).rejects.toMatchObject({
      message: 'The manifests hold no object that can be sent to a cluster.',
    });
  });

  it('follows no link out of the workspace', async () => {
    symlinkSync('/etc', path.join(root, 'k8s'));
    await expect(readManifests(root, 'own')).rejects.toMatchObject({
      message: 'k8s is a link that leads out of the workspace.',
    });
    rmSync(path.join(root, 'k8s'));
    file('k8s/a.yaml', service('a'));
    symlinkSync('/etc/hostname', path.join(root, 'k8s/b.yaml'));
    await expect(readManifests(root, 'own')).rejects.toMatchObject({
      details: ['k8s/b.yaml:1:1: k8s/b.yaml is a link that leads out of the workspace.'],
    });
  });

  it('too many, too large, a bomb of aliases', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`)}]`,
    );
    const bomb = `l0: &l0 [x]\n${levels.join('\n')}\n`;
    expect(await problems(bomb)).toEqual([expect.stringContaining('more than any exercise needs')]);
    expect(await problems(`a: &a [*a]`)).toEqual([expect.stringContaining('more than any exercise needs')]);
    const many = `a: &a [${'x,'.repeat(999)}x]\nb: [${Array(15).fill('*a')}]\n`;
    expect(await problems(`${many}---\n${many}`)).toEqual([
      expect.stringContaining('more than any exercise needs'),
    ]);
    expect(await problems(`#${'x'.repeat(256 * 1024)}`)).toEqual([
      expect.stringContaining('at most 262144 are read'),
    ]);
    for (let n = 0; n < 51; n++) file(`k8s/${n}.yaml`, '');
    await expect(readManifests(root, 'own')).rejects.toThrow('at most 50 are read');
  });
});

describe('what is understood', () => {
  it('several documents, lists and empty documents, each with its line', async () => {
    const text = `# first
apiVersion: v1
kind: Service
metadata: {name: a}
---
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: b}
  - apiVersion: v1
    kind: Secret
    metadata: {name: c}
`;
    const { manifests } = await read(text);
    expect(manifests.map(({ line, object }) => [line, object.kind, object.metadata.name])).toEqual([
      [2, 'Service', 'a'],
      [10, 'ConfigMap', 'b'],
      [13, 'Secret', 'c'],
    ]);
  });

  it('a Deployment, with CRLF too, as it stands in the file', async () => {
    const { manifests, notes } = await read(deployment().replaceAll('\n', '\r\n'));
    expect(notes).toEqual([]);
    expect(manifests).toEqual([
      {
        file: 'k8s/a.yaml',
        line: 1,
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: {
            replicas: 2,
            selector: { matchLabels: { app: 'web' } },
            template: {
              metadata: { labels: { app: 'web' } },
              spec: { containers: [{ name: 'web', image: 'web:1.0' }] },
            },
          },
        },
      },
    ]);
  });

  it('values as Kubernetes reads them, anchors and merges', async () => {
    const { manifests } = await read(
      object(
        'v1',
        'PersistentVolumeClaim',
        'x: &x {mode: 0755}\nspec: {<<: *x, on: yes, off: "no", date: 2024-01-02, time: 20:30, none: ~}',
      ).replace('x: &x {mode: 0755}\n', 'status: &x {mode: 0755}\n'),
    );
    expect(manifests[0]?.object.spec).toEqual({
      mode: 0o755,
      true: true,
      false: 'no',
      date: '2024-01-02',
      time: '20:30',
      none: null,
    });
  });

  it.each([
    ['v1', 'Pod'],
    ['v1', 'Service'],
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['v1', 'ServiceAccount'],
    ['v1', 'PersistentVolumeClaim'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'ReplicaSet'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['networking.istio.io/v1', 'VirtualService'],
    ['networking.istio.io/v1beta1', 'VirtualService'],
    ['networking.istio.io/v1', 'DestinationRule'],
    ['networking.istio.io/v1', 'Sidecar'],
    ['security.istio.io/v1', 'PeerAuthentication'],
    ['security.istio.io/v1', 'AuthorizationPolicy'],
  ])('%s %s, from anybody', async (apiVersion, kind) => {
    const { manifests } = await read(object(apiVersion, kind), 'strict');
    expect(manifests[0]?.object).toMatchObject({ apiVersion, kind });
  });

  it.each([
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['networking.istio.io/v1', 'ServiceEntry'],
    ['networking.istio.io/v1', 'Gateway'],
    ['rbac.authorization.k8s.io/v1', 'Role'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ])('%s %s, in one’s own work only', async (apiVersion, kind) => {
    expect((await read(object(apiVersion, kind))).manifests).toHaveLength(1);
    expect(await problems(object(apiVersion, kind), 'strict')).toEqual([
      expect.stringMatching(new RegExp(`^k8s/a\\.yaml:2:1: An? ${kind} is refused: .+ Remove it\\.$`)),
    ]);
  });

  it('a namespace of one’s own is left out, with a note', async () => {
    const { manifests, notes } = await read(
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  namespace: shop\n---\napiVersion: v1\nkind: Service\nmetadata: {name: other, namespace: default}`,
    );
    expect(manifests.map(({ object: { metadata } }) => metadata.name)).toEqual(['web', 'other']);
    expect(notes).toEqual([
      'k8s/a.yaml:1:1: The Namespace is left out: each run has a namespace of its own.',
      'k8s/a.yaml:9:3: `namespace: shop` is not used: each run has a namespace of its own.',
    ]);
  });
});

describe('what an object is', () => {
  it.each([
    ['kind: Service\nmetadata: {name: a}', '1:1: This object has no `apiVersion`: expected such as'],
    ['apiVersion: v1\nmetadata: {name: a}', '1:1: This object has no `kind`'],
    ['apiVersion: v1\nkind: Service', '1:1: This Service has no name'],
    ['apiVersion: v1\nkind: Service\nmetadata:\nname: a', '3:1: This Service has no name'],
    ['apiVersion: v1\nkind: Service\nmetadata:\n  generateName: a-', '3:1: This Service has no name'],
    ['- a', '1:1: An object of Kubernetes is expected here'],
    ['apiVersion: v1\nkind: List\nitems: a', '3:8: `items` of a `List` must be a list'],
    [
      object('v1', 'Deployment'),
      '2:1: `apiVersion: v1` is not that of a Deployment: expected `apiVersion: apps/v1`.',
    ],
    [
      object('extensions/v1beta1', 'Deployment'),
      '2:1: `apiVersion: extensions/v1beta1` is an old one of a Deployment: expected `apiVersion: apps/v1`.',
    ],
    [
      object('apps/v1beta2', 'StatefulSet'),
      'is an old one of a StatefulSet: expected `apiVersion: apps/v1`.',
    ],
    [object('batch/v1beta1', 'CronJob'), 'expected `apiVersion: batch/v1`.'],
    [
      object('networking.istio.io/v1alpha3', 'VirtualService'),
      'expected `apiVersion: networking.istio.io/v1`.',
    ],
    [
      object('security.istio.io/v1beta1', 'PeerAuthentication'),
      'expected `apiVersion: security.istio.io/v1`.',
    ],
    [object('apps/v1', 'deployment'), '2:1: `kind: deployment` is not known. Did you mean "Deployment"?'],
    [object('apps/v1', 'Deploymnet'), 'Did you mean "Deployment"?'],
    [object('v1', 'PersistentVolume'), '2:1: A PersistentVolume is refused: it holds for the whole cluster'],
    [object('rbac.authorization.k8s.io/v1', 'ClusterRole'), 'it holds for the whole cluster'],
    [
      object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration'),
      'it holds for the whole cluster',
    ],
    [object('apiextensions.k8s.io/v1', 'CustomResourceDefinition'), 'it holds for the whole cluster'],
    [object('kustomize.config.k8s.io/v1beta1', 'Kustomization'), 'kustomize is not run here'],
    [object('gateway.networking.k8s.io/v1', 'HTTPRoute'), 'the Gateway API, which is not installed'],
    [
      object('networking.k8s.io/v1beta1', 'Ingress'),
      'is an old one of an Ingress: expected `apiVersion: networking.k8s.io/v1`.',
    ],
    [object('v1', 'ResourceQuota'), 'the lab sets the limits'],
    [object('networking.istio.io/v1alpha3', 'EnvoyFilter'), 'is refused'],
    [object('v1', 'constructor'), '`kind: constructor` is refused'],
  ])('%j', async (text, words) => {
    const found = await problems(text);
    expect(found.join('\n')).toContain(words);
    expect(found.every(line => /^k8s\/a\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it.each([
    ['Service', 'User_Service', 'user-service'],
    ['Service', '1web', 'web'],
    ['Deployment', 'Web App', 'web-app'],
    ['Deployment', '-web', 'web'],
    ['ConfigMap', 'a..b', 'a-b'],
  ])('a %s may not be called %s', async (kind, name, better) => {
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
    const found = await problems(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}`);
    expect(found).toEqual([
      expect.stringMatching(
        /^k8s\/a\.yaml:3:18: `.+` is no name that an? \w+ can have: expected at most 63 small letters/,
      ),
    ]);
    expect(found[0]).toContain(`such as \`${better}\`.`);
  });

  it('two of one kind and name, in two files', async () => {
    file('k8s/0.yaml', object('networking.istio.io/v1', 'VirtualService'));
    expect(await problems(object('networking.istio.io/v1beta1', 'VirtualService'))).toEqual([
      'k8s/a.yaml:1:1: A VirtualService named `web` stands in k8s/0.yaml:1 already: in the one namespace of a run, this one would take its place. Give it another name, or remove one.',
    ]);
  });
});

it('says everything at once, in the order of the files, with the fix', async () => {
  file(
    'k8s/service.yaml',
    'apiVersion: v1\nkind: service\nmetadata: {name: web}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: Web}\nspec:\n  ports: 80\n',
  );
  const text = deployment('hostNetwork: true', 'value: x').replace('  replicas', '  replica');
  const thrown = await read(text).catch(error => error);
  expect([thrown.message, ...thrown.details, thrown.fix].join('\n')).toMatchInlineSnapshot(`
    "The manifests cannot be used: 6 things must be mended.
    k8s/a.yaml:6:3: \`replica\` is no field of the spec of a Deployment. Did you mean "replicas"?
    k8s/a.yaml:15:11: \`value\` is no field of a container. It belongs to a variable in \`env\`, below \`env\`: is it indented one level too far to the left?
    k8s/a.yaml:16:7: \`hostNetwork: true\` is refused: the pod would use the network of the whole machine. Remove the line; a Service makes the pod reachable.
    k8s/service.yaml:2:1: \`kind: service\` is not known. Did you mean "Service"?
    k8s/service.yaml:7:18: \`Web\` is no name that a Service can have: expected at most 63 small letters, digits and \`-\`, beginning with a letter, such as \`web\`.
    k8s/service.yaml:9:10: \`ports\` must be a list: begin each of its items with \`- \`.
    Change these lines and run again."
  `);
});
