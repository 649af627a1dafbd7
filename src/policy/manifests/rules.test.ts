import { describe, expect, it } from 'vitest';
import { deployment, object, problems, read } from './testing.ts';

describe('pods are held to `baseline`', () => {
  it.each([
    ['hostNetwork: true', '`hostNetwork: true` is refused'],
    ['hostPID: true', '`hostPID: true` is refused'],
    ['hostIPC: true', '`hostIPC: true` is refused'],
    ['volumes: [{name: v, hostPath: {path: /}}]', '`hostPath` is refused'],
    ['securityContext: {seccompProfile: {type: Unconfined}}', 'The seccomp profile `Unconfined` is refused'],
    [
      'securityContext: {appArmorProfile: {type: Unconfined}}',
      'The AppArmor profile `Unconfined` is refused',
    ],
    ['securityContext: {seLinuxOptions: {type: spc_t}}', 'The SELinux type `spc_t` is refused'],
    ['securityContext: {seLinuxOptions: {user: root}}', 'The SELinux user or role `root` is refused'],
    ['securityContext: {seLinuxOptions: {role: sysadm_r}}', 'The SELinux user or role `sysadm_r` is refused'],
    [
      'securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}',
      'The sysctl `kernel.msgmax` is refused',
    ],
    ['securityContext: {windowsOptions: {hostProcess: true}}', '`hostProcess: true` is refused'],
    [
      'initContainers: [{name: i, image: i, securityContext: {privileged: true}}]',
      '`privileged: true` is refused',
    ],
    ['nodeName: node-1', '`nodeName` is refused'],
    ['runtimeClassName: x', '`runtimeClassName` is refused'],
    ['schedulerName: mine', '`schedulerName: mine` is refused'],
    ['priorityClassName: system-node-critical', '`priorityClassName: system-node-critical` is refused'],
    ['ephemeralContainers: [{name: e, image: e}]', '`ephemeralContainers` is refused'],
    ['resourceClaims: [{name: gpu}]', '`resourceClaims` is refused'],
    ['serviceAccountName: admin', 'The ServiceAccount `admin` is not among the manifests.'],
    ['serviceAccount: admin', 'The ServiceAccount `admin` is not among the manifests.'],
  ])('%s', async (lines, words) => {
    const found = await problems(deployment(lines));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^k8s\/a\.yaml:16:\d+: /);
    expect(found[0]).toContain(words);
  });

  it.each([
    ['ports: [{containerPort: 80, hostPort: 80}]', '`hostPort: 80` is refused'],
    ['securityContext: {privileged: true}', '`privileged: true` is refused'],
    [
      'securityContext: {capabilities: {add: [NET_BIND_SERVICE, SYS_ADMIN]}}',
      'capability `SYS_ADMIN` is refused',
    ],
    ['securityContext: {capabilities: {add: [NET_RAW]}}', 'capability `NET_RAW` is refused'],
    ['securityContext: {procMount: Unmasked}', '`procMount: Unmasked` is refused'],
    ['securityContext: {seccompProfile: {type: Unconfined}}', 'profile `Unconfined` is refused'],
    ['securityContext: {appArmorProfile: {type: Unconfined}}', 'profile `Unconfined` is refused'],
    ['livenessProbe: {httpGet: {host: 10.0.0.1, port: 80}}', '`host: 10.0.0.1` is refused'],
    ['lifecycle: {preStop: {httpGet: {host: 10.0.0.1, port: 80}}}', '`host: 10.0.0.1` is refused'],
  ])('%s', async (lines, words) => {
    const found = await problems(deployment('', lines));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^k8s\/a\.yaml:15:\d+: /);
    expect(found[0]).toContain(words);
  });

  it.each([
    ['container.apparmor.security.beta.kubernetes.io/web', 'unconfined'],
    ['sidecar.istio.io/userVolume', '[]'],
    ['inject.istio.io/templates', 'mine'],
  ])('the annotation %s', async (name, value) => {
    const found = await problems(deployment('', '', `{annotations: {${name}: "${value}"}}`));
    expect(found).toEqual([expect.stringContaining(`The annotation \`${name}\` is refused`)]);
  });

  it('what is usual and safe', async () => {
    const text = deployment(
      `hostNetwork: false
serviceAccountName: web
automountServiceAccountToken: true
schedulerName: default-scheduler
priorityClassName: important
securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}
volumes: [{name: tmp, emptyDir: {}}, {name: conf, configMap: {name: c}}]`,
      `ports: [{containerPort: 80, hostPort: 0}]
securityContext: {privileged: false, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}
livenessProbe: {httpGet: {path: /health, port: 80}}`,
      '{annotations: {inject.istio.io/templates: gateway, proxy.istio.io/config: "{}", container.apparmor.security.beta.kubernetes.io/web: runtime/default}}',
    );
    const { manifests } = await read(`${text}---\n${object('v1', 'ServiceAccount')}`);
    expect(manifests).toHaveLength(2);
  });

  it.each([
    ['v1', 'Pod', 'spec: {hostPID: true}'],
    ['apps/v1', 'StatefulSet', 'spec: {template: {spec: {hostPID: true}}}'],
    ['apps/v1', 'DaemonSet', 'spec: {template: {spec: {hostPID: true}}}'],
    ['apps/v1', 'ReplicaSet', 'spec: {template: {spec: {hostPID: true}}}'],
    ['batch/v1', 'Job', 'spec: {template: {spec: {hostPID: true}}}'],
    ['batch/v1', 'CronJob', 'spec: {jobTemplate: {spec: {template: {spec: {hostPID: true}}}}}'],
  ])('of %s %s too', async (apiVersion, kind, spec) => {
    expect(await problems(object(apiVersion, kind, spec))).toEqual([
      expect.stringContaining('`hostPID: true` is refused'),
    ]);
  });
});

describe('what one’s own work may and a stranger’s may not', () => {
  it.each([
    [deployment('automountServiceAccountToken: true'), '`automountServiceAccountToken: true` is refused'],
    [
      object('v1', 'ServiceAccount', 'automountServiceAccountToken: true'),
      '`automountServiceAccountToken: true`',
    ],
    [
      deployment('volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]'),
      '`serviceAccountToken` is refused',
    ],
    [deployment('volumes: [{name: n, nfs: {server: x, path: /}}]'), 'A volume of the kind `nfs` is refused'],
    [deployment('', '', '{finalizers: [x/y]}'), '`finalizers` is refused'],
    [
      deployment('', '', '{annotations: {proxy.istio.io/config: "{}"}}'),
      '`proxy.istio.io/config` is refused',
    ],
    [object('v1', 'Service', 'spec: {type: LoadBalancer}'), '`type: LoadBalancer` is refused'],
    [
      object('v1', 'Service', 'spec: {type: ExternalName, externalName: a.b}'),
      '`type: ExternalName` is refused',
    ],
    [object('v1', 'Service', 'spec: {externalIPs: [1.2.3.4]}'), '`externalIPs` is refused'],
    [object('v1', 'Secret', 'type: kubernetes.io/service-account-token'), 'is refused: it is a key'],
    ['apiVersion: v1\nkind: Service\nmetadata: {name: a, finalizers: [x/y]}', '`finalizers` is refused'],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: a, ownerReferences: [{}]}',
      '`ownerReferences` is refused',
    ],
  ])('%j', async (text, words) => {
    expect((await read(text)).manifests).toHaveLength(1);
    expect(await problems(text, 'strict')).toEqual([expect.stringContaining(words)]);
  });

  it('a NodePort passes both: a check decides', async () => {
    const text = object('v1', 'Service', 'spec: {type: NodePort, ports: [{port: 80}]}');
    expect((await read(text, 'strict')).manifests).toHaveLength(1);
  });
});

it('routes name no namespace', async () => {
  const route = (text: string) =>
    problems(object('networking.istio.io/v1', 'VirtualService', `spec: ${text}`));
  expect(await route('{hosts: [order-service.default.svc.cluster.local]}')).toEqual([
    'k8s/a.yaml:4:16: The host `order-service.default.svc.cluster.local` names a namespace, and each run has one of its own. Write `order-service` alone.',
  ]);
  expect(await route('{hosts: ["*.svc.cluster.local"]}')).toEqual([
    expect.stringContaining('Name one service.'),
  ]);
  expect(await route('{http: [{route: [{destination: {host: a.b.svc}}]}]}')).toHaveLength(1);
  expect(await route('{gateways: [mesh, other/gate]}')).toEqual([
    expect.stringContaining('Write `gate` alone'),
  ]);
  expect(await route('{hosts: [order-service, shop.example], gateways: [mesh, gate]}')).toEqual([]);
});
