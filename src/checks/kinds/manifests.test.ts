import { describe, expect, it } from 'vitest';
import type { KubeObject, Manifest } from '../../runtimes/cluster.ts';
import { deployment, manifest, said, scopeOf } from '../cluster.testing.ts';
import { kind as object } from './object.ts';
import { kind as workload } from './workload.ts';

describe('workload', () => {
  const holds = (expect: Record<string, unknown>, ...manifests: Manifest[]) =>
    said(workload.run({ workload: 'user-service', expect }, scopeOf({ manifests: () => manifests })));
  const container = (expect: object) => ({
    spec: { template: { spec: { containers: { $each: expect } } } },
  });

  it('finds it by the image of its pods, and says where it stands', async () => {
    const other = manifest({ kind: 'Service', metadata: { name: 'user-service' }, spec: { ports: [] } });
    expect(await holds({ kind: 'Deployment' }, other, deployment({}))).toBeNull();
    const bare = { metadata: { name: 'web' }, spec: { containers: [{ image: 'user-service' }] } };
    expect(await holds({ kind: 'Deployment' }, manifest({ kind: 'Pod', ...bare }, 3))).toBe(
      'k8s/app.yaml:3: Pod web: $.kind is "Pod", expected "Deployment".',
    );
    expect(await holds({ kind: 'Deployment' }, other)).toBe(
      'No manifest runs user-service: none has a container whose image is called user-service.',
    );
  });

  it('takes a limit without a request for the request too, as Kubernetes does', async () => {
    const asked = container({ resources: { requests: { cpu: { $notEmpty: true } }, limits: { cpu: '1' } } });
    expect(await holds(asked, deployment({ resources: { limits: { cpu: 1 } } }))).toBeNull();
    expect(await holds(asked, deployment({ resources: { requests: { cpu: '50m' } } }))).toMatch(
      /resources\.limits\.cpu is nothing/,
    );
    expect(await holds(asked, deployment({}))).toMatch(
      /containers\[0\]\.resources\.requests\.cpu is nothing/,
    );
  });

  it('takes what a pod says of its user for each container that says nothing else', async () => {
    const asked = container({ securityContext: { runAsNonRoot: true } });
    const pod = { securityContext: { runAsNonRoot: true } };
    expect(await holds(asked, deployment({}, pod))).toBeNull();
    expect(await holds(asked, deployment({ securityContext: { runAsNonRoot: false } }, pod))).toMatch(
      /securityContext\.runAsNonRoot is false, expected true/,
    );
    expect(await holds(asked, deployment({}))).toMatch(/runAsNonRoot is nothing/);
  });
});

describe('object', () => {
  const service = { kind: 'Service', metadata: { name: 'user-service' } };
  const step = {
    object: { apiVersion: 'v1', kind: 'Service', name: 'user-service' },
    expect: { spec: { type: 'ClusterIP', ports: { $has: { port: 80 } } } },
  };
  const holds = (now: object | null) => {
    const read = async () => now as KubeObject | null;
    return said(object.run(step, scopeOf({ read, manifests: () => [manifest(service, 7)] })));
  };

  it('looks at it as the cluster has it, and says where it was written', async () => {
    expect(await holds({ ...service, spec: { type: 'ClusterIP', ports: [{ port: 80 }] } })).toBeNull();
    expect(await holds({ ...service, spec: { type: 'NodePort', ports: [{ port: 80 }] } })).toBe(
      'k8s/app.yaml:7: Service user-service, as the cluster has it: $.spec.type is "NodePort", expected "ClusterIP".',
    );
  });

  it('says that there is none', async () => {
    expect(await holds(null)).toMatch(/^There is no Service called user-service in the namespace\./);
  });
});
