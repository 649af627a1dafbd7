import { describe, expect, it } from 'vitest';
import type { KubeObject, Manifest } from '../../runtimes/cluster.ts';
import { foreignImages, prepared } from './index.ts';

const options = {
  namespace: 'microlab-r1',
  labels: { 'dev.microlab.run': 'r1' },
  annotations: { 'dev.microlab.alive': '127.0.0.1:1' },
  image: (name: string) => (name === 'user-service' ? 'microlab/user-service:abc' : null),
};

type Any = Record<string, unknown>;

function manifest(kind: string, more: Any = {}, metadata: Any = {}): Manifest {
  const object: KubeObject = { apiVersion: 'v1', kind, metadata: { name: 'web', ...metadata }, ...more };
  return { file: 'k8s/a.yaml', line: 1, object };
}
const deployment = (container: Any, pod: Any = {}, metadata: Any = {}) =>
  manifest('Deployment', { spec: { template: { metadata, spec: { containers: [container], ...pod } } } });

// biome-ignore lint/suspicious/noExplicitAny: objects of any shape
const one = (given: Manifest): any => prepared([given], options).objects[0];
const podSpec = (given: Manifest) => one(given).spec.template.spec;
const container = (given: Manifest) => podSpec(given).containers[0];

describe('what is sent', () => {
  it('stands in the namespace of the run and carries its labels', () => {
    const { metadata } = one(
      manifest('ConfigMap', {}, { namespace: 'shop', labels: { app: 'web' }, annotations: { a: 'b' } }),
    );
    expect(metadata).toEqual({
      name: 'web',
      namespace: 'microlab-r1',
      labels: { app: 'web', 'dev.microlab.run': 'r1' },
      annotations: { a: 'b', 'dev.microlab.alive': '127.0.0.1:1' },
    });
  });

  it('marks pods, jobs and volumes too', () => {
    const marks = { labels: options.labels, annotations: options.annotations };
    expect(one(deployment({}, {}, { labels: { app: 'web' } })).spec.template.metadata).toEqual({
      labels: { app: 'web', ...options.labels },
      annotations: options.annotations,
    });
    const job = { spec: { template: { spec: {} } } };
    const cron = one(manifest('CronJob', { spec: { jobTemplate: job } })).spec.jobTemplate;
    expect(cron.metadata).toEqual(marks);
    expect(cron.spec.template.metadata).toEqual(marks);
    const claims = { volumeClaimTemplates: [{ metadata: { name: 'data' } }], template: {} };
    expect(one(manifest('StatefulSet', { spec: claims })).spec.volumeClaimTemplates[0].metadata).toEqual({
      name: 'data',
      ...marks,
    });
    expect(one(manifest('Pod', { spec: {} })).metadata).toMatchObject({ namespace: 'microlab-r1', ...marks });
  });

  it.each([
    ['user-service', 'microlab/user-service:abc'],
    ['user-service:1.0', 'microlab/user-service:abc'],
    ['localhost:5000/me/user-service:latest', 'microlab/user-service:abc'],
    ['me/user-service@sha256:00', 'microlab/user-service:abc'],
    ['user-service-2:1.0', 'user-service-2:1.0'],
    ['prom/prometheus:v3', 'prom/prometheus:v3'],
  ])('the image %s is %s', (image, expected) => {
    expect(container(deployment({ image })).image).toBe(expected);
    expect(
      podSpec(deployment({ image: 'x:1' }, { initContainers: [{ image }] })).initContainers[0].image,
    ).toBe(expected);
  });

  it('a missing pull policy becomes IfNotPresent, and `:latest` is explained once', () => {
    const given = [
      deployment({ image: 'user-service' }),
      deployment({ image: 'me/tool:latest' }),
      deployment({ image: 'localhost:5000/pinned:1.0' }),
      deployment({ image: 'digest@sha256:00' }),
    ];
    const { objects, notes } = prepared(given, options);
    expect(objects.map(object => container({ file: '', line: 1, object }).imagePullPolicy)).toEqual(
      Array(4).fill('IfNotPresent'),
    );
    expect(notes).toEqual([
      'No `imagePullPolicy` is set for `user-service`, `me/tool:latest`: the lab sets `IfNotPresent`. Without it Kubernetes looks in a registry at each start where the tag is `:latest` or missing, and would not find an image that was built here. In a cluster of your own set it too, or name a version, such as `:1.0`.',
    ]);
  });

  it('an explicit pull policy stays', () => {
    const given = deployment({ image: 'user-service:latest', imagePullPolicy: 'Always' });
    expect(container(given).imagePullPolicy).toBe('Always');
    expect(prepared([given], options).notes).toEqual([]);
  });

  it('the image that Istio puts in stays as it is', () => {
    const given = deployment({ name: 'istio-proxy', image: 'auto' });
    expect(container(given)).toEqual({ name: 'istio-proxy', image: 'auto' });
    expect(prepared([given], options).notes).toEqual([]);
  });

  it('no token for a pod, unless it asks or has an account of the manifests', () => {
    const token = (pod: Any, ...more: Manifest[]) =>
      // biome-ignore lint/suspicious/noExplicitAny: objects of any shape
      (prepared([deployment({}, pod), ...more], options).objects[0] as any).spec.template.spec
        .automountServiceAccountToken;
    expect(token({})).toBe(false);
    expect(token({ serviceAccountName: 'default' })).toBe(false);
    expect(token({ automountServiceAccountToken: true })).toBe(true);
    expect(token({ serviceAccountName: 'web' }, manifest('ServiceAccount'))).toBeUndefined();
  });

  it('no token for any pod of a stranger, whatever account it names', () => {
    const given = [deployment({}, { serviceAccountName: 'web' }), manifest('ServiceAccount')];
    const { objects } = prepared(given, { ...options, strangers: true });
    // biome-ignore lint/suspicious/noExplicitAny: objects of any shape
    const [workload, account] = objects as any[];
    expect(workload.spec.template.spec.automountServiceAccountToken).toBe(false);
    expect(account.automountServiceAccountToken).toBe(false);
  });

  it('without labels by which the lab tells its own pods', () => {
    const labels = { app: 'web', 'dev.microlab.lab': 'true' };
    expect(one(deployment({}, {}, { labels })).spec.template.metadata.labels).toEqual({
      app: 'web',
      ...options.labels,
    });
  });

  it('without what the server says of itself', () => {
    const dumped = {
      resourceVersion: '1',
      uid: 'u',
      creationTimestamp: null,
      generation: 2,
      managedFields: [],
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' },
    };
    const object = one(manifest('Service', { status: { loadBalancer: {} } }, dumped));
    expect(Object.keys(object)).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(Object.keys(object.metadata).sort()).toEqual(['annotations', 'labels', 'name', 'namespace']);
    expect(object.metadata.annotations).toEqual({ kept: 'yes', ...options.annotations });
    expect(one(deployment({}, {}, { creationTimestamp: null })).spec.template.metadata).not.toHaveProperty(
      'creationTimestamp',
    );
  });

  it('without what holds an object, with a note', () => {
    const { objects, notes } = prepared(
      [manifest('Service', {}, { finalizers: ['a/b'], ownerReferences: [] })],
      options,
    );
    expect(objects[0]?.metadata).not.toHaveProperty('finalizers');
    expect(notes).toEqual(['`finalizers` is left out: the lab removes everything after a run.']);
  });

  it('with addresses and node ports that the cluster chooses', () => {
    const ports = [{ port: 80, targetPort: 5000, nodePort: 30080 }];
    const given = manifest('Service', { spec: { type: 'NodePort', clusterIP: '10.0.0.1', ports } });
    expect(one(given).spec).toEqual({ type: 'NodePort', ports: [{ port: 80, targetPort: 5000 }] });
    expect(prepared([given], options).notes).toEqual([expect.stringContaining('`nodePort` is left out')]);
    expect(one(manifest('Service', { spec: { clusterIP: 'None' } })).spec).toEqual({ clusterIP: 'None' });
  });

  it('with the accounts of a RoleBinding in the same namespace', () => {
    const subjects = [
      { kind: 'ServiceAccount', name: 'a', namespace: 'default' },
      { kind: 'User', name: 'b' },
    ];
    expect(one(manifest('RoleBinding', { subjects })).subjects).toEqual([
      { kind: 'ServiceAccount', name: 'a', namespace: 'microlab-r1' },
      { kind: 'User', name: 'b' },
    ]);
  });

  it('what was given is never changed', () => {
    const given = [
      deployment({ image: 'user-service' }, { initContainers: [{ image: 'a' }] }, { labels: { app: 'a' } }),
      manifest(
        'Service',
        { status: {}, spec: { ports: [{ nodePort: 1 }] } },
        { finalizers: ['a/b'], uid: 'u' },
      ),
    ];
    const before = structuredClone(given);
    prepared(given, options);
    expect(given).toEqual(before);
  });
});

it('images of others, each once', () => {
  const given = [
    deployment({ image: 'me/user-service:1' }, { initContainers: [{ image: 'busybox:1' }] }),
    manifest('Pod', {
      spec: { containers: [{ image: 'busybox:1' }, { image: 'auto' }, { image: '' }, { name: 'none' }] },
    }),
    manifest('CronJob', {
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: 'a' }] } } } } },
    }),
    manifest('ConfigMap', { data: { image: 'x' } }),
  ];
  expect(foreignImages(given, options.image)).toEqual(['a', 'busybox:1']);
});
