/**
 * The levels of a manifest at which indentation goes wrong, and the fields that each has (Kubernetes 1.34).
 * What lies deeper, and whether values are right, the server says.
 */
export interface Shape {
  /** As in "`x` is no field of …". */
  readonly what: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** A list of such mappings. */
  readonly list?: true;
}

/** `text`: one text. `texts`: a mapping of texts. `words`: a list of texts. `any`: whatever stands there. */
export type Field = Shape | 'text' | 'texts' | 'words' | 'any';

/** The names of plain fields, and those that are more. */
function shape(what: string, names: string, fields: Shape['fields'] = {}): Shape {
  const plain = names.split(' ').filter(name => name !== '');
  return { what, fields: { ...Object.fromEntries(plain.map(name => [name, 'any' as const])), ...fields } };
}
const listOf = (item: Shape): Shape => ({ ...item, list: true });

const metadata = shape(
  '`metadata`',
  'creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation managedFields ownerReferences resourceVersion selfLink uid',
  { name: 'text', namespace: 'text', labels: 'texts', annotations: 'texts' },
);

const selector = shape('the `selector`', 'matchExpressions', { matchLabels: 'texts' });

const httpGet = shape('`httpGet`', 'host httpHeaders port scheme', { path: 'text' });
const probe = shape(
  'a probe',
  'failureThreshold grpc initialDelaySeconds periodSeconds successThreshold tcpSocket terminationGracePeriodSeconds timeoutSeconds',
  { httpGet, exec: shape('`exec`', '', { command: 'words' }) },
);

const containerFields = shape(
  'a container',
  'envFrom imagePullPolicy lifecycle resizePolicy restartPolicy restartPolicyRules stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices workingDir',
  {
    name: 'text',
    image: 'text',
    command: 'words',
    args: 'words',
    ports: listOf(shape('a port of a container', 'containerPort hostIP hostPort name protocol')),
    env: listOf(shape('a variable in `env`', 'valueFrom', { name: 'text', value: 'text' })),
    resources: shape('`resources`', 'claims limits requests'),
    readinessProbe: probe,
    livenessProbe: probe,
    startupProbe: probe,
    volumeMounts: listOf(
      shape('a volume mount', 'mountPropagation name readOnly recursiveReadOnly subPath subPathExpr', {
        mountPath: 'text',
      }),
    ),
    securityContext: shape(
      'the `securityContext` of a container',
      'allowPrivilegeEscalation appArmorProfile capabilities privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser seLinuxOptions seccompProfile windowsOptions',
    ),
  },
);
const container = listOf(containerFields);

const podSpec = shape(
  'the spec of a pod',
  [
    'activeDeadlineSeconds affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks',
    'ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride',
    'imagePullSecrets nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName',
    'readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates',
    'serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain',
    'terminationGracePeriodSeconds tolerations topologySpreadConstraints',
  ].join(' '),
  {
    containers: container,
    initContainers: container,
    volumes: listOf(
      shape(
        'a volume',
        'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi name nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume',
      ),
    ),
    securityContext: shape(
      'the `securityContext` of a pod',
      'appArmorProfile fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy seLinuxOptions seccompProfile supplementalGroups supplementalGroupsPolicy sysctls windowsOptions',
    ),
  },
);

const template = shape('the `template` of a pod', '', { metadata, spec: podSpec });

/** The spec of a kind that makes pods. */
const workload = (kind: string, names: string, fields: Shape['fields'] = { selector, template }) =>
  shape(`the spec of a ${kind}`, names, fields);

const job = workload(
  'Job',
  'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes parallelism podFailurePolicy podReplacementPolicy successPolicy suspend ttlSecondsAfterFinished',
);

const service = shape(
  'the spec of a Service',
  'allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName externalTrafficPolicy healthCheckNodePort internalTrafficPolicy ipFamilies ipFamilyPolicy loadBalancerClass loadBalancerIP loadBalancerSourceRanges publishNotReadyAddresses sessionAffinity sessionAffinityConfig trafficDistribution type',
  {
    selector: 'texts',
    ports: listOf(shape('a port of a Service', 'appProtocol name nodePort port protocol targetPort')),
  },
);

const deployment = workload(
  'Deployment',
  'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit',
  { selector, template, strategy: shape('the `strategy`', 'rollingUpdate type') },
);

const kind = (name: string, fields: Shape['fields'], names = '') =>
  shape(`a ${name}`, `apiVersion kind status ${names}`, { metadata, ...fields });

const SHAPES: Readonly<Record<string, Shape>> = {
  Pod: kind('Pod', { spec: podSpec }),
  Deployment: kind('Deployment', { spec: deployment }),
  ReplicaSet: kind('ReplicaSet', { spec: workload('ReplicaSet', 'minReadySeconds replicas') }),
  StatefulSet: kind('StatefulSet', {
    spec: workload(
      'StatefulSet',
      'minReadySeconds ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy replicas revisionHistoryLimit serviceName updateStrategy volumeClaimTemplates',
    ),
  }),
  DaemonSet: kind('DaemonSet', {
    spec: workload('DaemonSet', 'minReadySeconds revisionHistoryLimit updateStrategy'),
  }),
  Job: kind('Job', { spec: job }),
  CronJob: kind('CronJob', {
    spec: workload(
      'CronJob',
      'concurrencyPolicy failedJobsHistoryLimit schedule startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
      { jobTemplate: shape('the `jobTemplate`', '', { metadata, spec: job }) },
    ),
  }),
  Service: kind('Service', { spec: service }),
  ConfigMap: kind('ConfigMap', { data: 'texts' }, 'binaryData immutable'),
  Secret: kind('Secret', { data: 'texts', stringData: 'texts' }, 'immutable type'),
  ServiceAccount: kind('ServiceAccount', {}, 'automountServiceAccountToken imagePullSecrets secrets'),
  Role: kind('Role', {}, 'rules'),
  RoleBinding: kind('RoleBinding', {}, 'roleRef subjects'),
};

/** The levels of one kind; of a kind that is not described, the outermost alone. */
export const shapeOf = (name: string): Shape => SHAPES[name] ?? kind(name, {}, 'spec');
