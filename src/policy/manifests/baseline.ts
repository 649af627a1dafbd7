import type { Level } from '../compose/project.ts';

/**
 * What a pod template may not ask for: the pod security standard `baseline` of Kubernetes 1.34
 * (kubernetes.io/docs/concepts/security/pod-security-standards), and what no exercise needs beside it.
 * The namespace enforces `baseline` too, but only when pods are made, and not where sidecars are injected.
 */
export interface Rule {
  /** Below the template. */
  readonly paths: readonly string[];
  /** The values that may stand there; none where the field may not be used at all. */
  readonly allowed?: (text: string) => boolean;
  /** What of a refused value is named, where it is not the field with its value. */
  readonly what?: (text: string) => string;
  readonly why: string;
  /** Only in a stranger's work. */
  readonly level?: Level;
}

const CONTAINERS = ['spec.containers', 'spec.initContainers'];
const inContainers = (...fields: string[]) =>
  CONTAINERS.flatMap(path => fields.map(field => `${path}.${field}`));
const inSecurityContexts = (field: string) => [
  `spec.securityContext.${field}`,
  ...inContainers(`securityContext.${field}`),
];

const oneOf =
  (...values: string[]) =>
  (text: string) =>
    values.includes(text);
const off = oneOf('false');
const words = (lines: string) => oneOf(...lines.split(/\s+/));

const CAPABILITIES = words(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT',
);
const SYSCTLS = words(
  `kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_unprivileged_port_start
  net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_local_reserved_ports net.ipv4.tcp_keepalive_time
  net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes`,
);

const HANDLERS = ['httpGet', 'tcpSocket'];
const PROBES = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
];

const BASELINE: readonly Rule[] = [
  {
    paths: ['spec.hostNetwork'],
    allowed: off,
    why: 'the pod would use the network of the whole machine. Remove the line; a Service makes the pod reachable.',
  },
  {
    paths: ['spec.hostPID', 'spec.hostIPC'],
    allowed: off,
    why: 'the pod would see the processes of the whole machine. Remove the line.',
  },
  {
    paths: ['spec.volumes.hostPath'],
    why: 'it reaches into the files of the machine. Copy the files into the image, or use `configMap` or `emptyDir`.',
  },
  {
    paths: inContainers('ports.hostPort'),
    allowed: oneOf('0'),
    why: 'it takes a port of the machine. Remove the line; a Service makes the pod reachable.',
  },
  {
    paths: inContainers('securityContext.privileged'),
    allowed: off,
    why: 'the container would have every right on the machine. Remove the line.',
  },
  {
    paths: inContainers('securityContext.capabilities.add'),
    allowed: CAPABILITIES,
    what: text => `The added capability \`${text}\``,
    why: 'it gives the container rights over the machine. Remove it from `add`.',
  },
  {
    paths: inContainers('securityContext.procMount'),
    allowed: oneOf('Default'),
    why: 'it uncovers what `/proc` hides of the machine. Remove the line.',
  },
  {
    paths: inSecurityContexts('seccompProfile.type'),
    allowed: oneOf('RuntimeDefault', 'Localhost'),
    what: text => `The seccomp profile \`${text}\``,
    why: 'it lets the container make every system call. Use `RuntimeDefault`.',
  },
  {
    paths: inSecurityContexts('appArmorProfile.type'),
    allowed: oneOf('RuntimeDefault', 'Localhost'),
    what: text => `The AppArmor profile \`${text}\``,
    why: 'it switches a protection of the machine off. Use `RuntimeDefault`.',
  },
  {
    paths: inSecurityContexts('seLinuxOptions.type'),
    allowed: oneOf('', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'),
    what: text => `The SELinux type \`${text}\``,
    why: 'it is none of a container. Remove the line.',
  },
  {
    paths: [...inSecurityContexts('seLinuxOptions.user'), ...inSecurityContexts('seLinuxOptions.role')],
    allowed: oneOf(''),
    what: text => `The SELinux user or role \`${text}\``,
    why: 'it can lift the protection of the machine. Remove the line.',
  },
  {
    paths: ['spec.securityContext.sysctls.name'],
    allowed: SYSCTLS,
    what: text => `The sysctl \`${text}\``,
    why: 'it changes the kernel for others too. Remove it.',
  },
  {
    paths: inSecurityContexts('windowsOptions.hostProcess'),
    allowed: off,
    why: 'the container would run on the machine itself. Remove the line.',
  },
  {
    paths: inContainers(...PROBES.flatMap(probe => HANDLERS.map(handler => `${probe}.${handler}.host`))),
    allowed: oneOf(''),
    why: 'a probe asks its own pod. Remove the line.',
  },
];

const BEYOND: readonly Rule[] = [
  { paths: ['spec.nodeName'], why: 'the cluster chooses the node. Remove the line.' },
  { paths: ['spec.runtimeClassName'], why: 'the cluster chooses how containers run. Remove the line.' },
  { paths: ['spec.resourceClaims'], why: 'no exercise needs devices of the machine. Remove it.' },
  {
    paths: ['spec.ephemeralContainers'],
    why: 'Kubernetes adds them to a running pod only (`kubectl debug`). Put the container under `containers`.',
  },
  {
    paths: ['spec.schedulerName'],
    allowed: oneOf('default-scheduler'),
    why: 'the cluster has its own scheduler. Remove the line.',
  },
  {
    paths: ['spec.priorityClassName'],
    allowed: text => !text.startsWith('system-'),
    why: 'it would push out the parts of the cluster itself. Remove the line.',
  },
  {
    paths: ['spec.automountServiceAccountToken'],
    allowed: off,
    why: 'a pod of an exercise gets no key to the Kubernetes API. Remove the line.',
    level: 'strict',
  },
  {
    paths: ['spec.volumes.projected.sources.serviceAccountToken'],
    why: 'a pod of an exercise gets no key to the Kubernetes API. Remove it.',
    level: 'strict',
  },
];

export const TEMPLATE_RULES: readonly Rule[] = [...BASELINE, ...BEYOND];

/** The kinds of volumes that the standard `restricted` has, without drivers of the cluster's own. */
export const STRANGERS_VOLUMES = new Set(
  'name configMap downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' '),
);

const SIDECAR =
  'it changes the sidecar itself, which has more rights than a pod of an exercise. Remove the line.';

/** Annotations of a pod that reach past its spec. */
export const ANNOTATION_RULES: readonly {
  name: RegExp;
  allowed?: (text: string) => boolean;
  why: string;
  level?: Level;
}[] = [
  {
    name: /^container\.apparmor\.security\.beta\.kubernetes\.io\//,
    allowed: text => text === 'runtime/default' || text.startsWith('localhost/'),
    why: 'it switches a protection of the machine off. Use `runtime/default`.',
  },
  { name: /^sidecar\.istio\.io\/(userVolume|userVolumeMount|bootstrapOverride)$/, why: SIDECAR },
  { name: /^inject\.istio\.io\/templates$/, allowed: oneOf('sidecar', 'gateway'), why: SIDECAR },
  { name: /^(proxy\.istio\.io\/config|sidecar\.istio\.io\/proxyImage)$/, why: SIDECAR, level: 'strict' },
];
