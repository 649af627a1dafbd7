import { describe, expect, it } from 'vitest';
import { accountObjects, accountOf } from './account.ts';
import { namespaceObjects } from './namespace.ts';

const run = { namespace: 'run-a', labels: { 'dev.microlab.run': 'a' }, annotations: {} };
const made = (strangers: boolean, mesh = false) => {
  const objects = namespaceObjects({ ...run, mesh, strangers });
  // biome-ignore lint/suspicious/noExplicitAny: objects of any shape
  return Object.fromEntries(objects.map(object => [object.kind, object as any]));
};

describe('the namespace of a run', () => {
  it('is held to the pod security standard, except where sidecars are put in', () => {
    const enforced = (mesh: boolean) =>
      made(true, mesh).Namespace.metadata.labels['pod-security.kubernetes.io/enforce'];
    expect(enforced(false)).toBe('baseline');
    expect(enforced(true)).toBe('privileged');
  });

  it('gives a stranger’s containers a limit of everything, and no volume', () => {
    const { LimitRange, ResourceQuota } = made(true);
    const [{ default: given, max }] = LimitRange.spec.limits;
    for (const limits of [given, max])
      expect(Object.keys(limits).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(ResourceQuota.spec.hard).toMatchObject({
      persistentvolumeclaims: '0',
      'services.loadbalancers': '0',
    });
    expect(Number(ResourceQuota.spec.hard.pods)).toBeLessThan(
      Number(made(false).ResourceQuota.spec.hard.pods),
    );
  });

  it('has the same network for everybody: its own pods and the name server', () => {
    expect(made(true).NetworkPolicy).toEqual(made(false).NetworkPolicy);
    expect(made(true).NetworkPolicy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });
});

describe('the account that applies a stranger’s manifests', () => {
  const objects = accountObjects(run);

  it('has rights in the namespace alone, and none over what bounds it', () => {
    expect(accountOf('run-a')).toBe('system:serviceaccount:run-a:microlab-submission');
    expect(objects.every(({ metadata }) => metadata.namespace === 'run-a')).toBe(true);
    expect(objects.map(({ kind }) => kind)).not.toContain('ClusterRoleBinding');
    const { rules } = objects.find(({ kind }) => kind === 'Role') as unknown as {
      rules: { resources: string[]; verbs: string[] }[];
    };
    const kinds = rules.flatMap(({ resources }) => resources);
    expect(kinds).toContain('deployments');
    for (const kind of ['networkpolicies', 'resourcequotas', 'limitranges', 'roles', 'rolebindings', '*'])
      expect(kinds).not.toContain(kind);
    expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'create', 'patch']));
  });

  it('and no other account puts its key into a pod', () => {
    const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.map(({ metadata }) => metadata.name)).toEqual(['default', 'microlab-submission']);
    for (const account of accounts) expect(account.automountServiceAccountToken).toBe(false);
  });
});
