import { stringify } from 'yaml';
import type { KubeObject } from '../cluster.ts';

/** The exercise's own Prometheus: a pod of the run's namespace. */
export const PROMETHEUS = {
  image: 'prom/prometheus:v2.53.3',
  pod: 'microlab-prometheus',
  port: 9090,
} as const;

const RULES = '/etc/prometheus/rules.yaml';
const NOBODY = 65534;

interface Options {
  namespace: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  /** The learner's rules, valid by promtool; null where there are none. */
  rules: string | null;
  image?: string;
}

/** What has to be applied so that a Prometheus runs in the namespace, finds what is annotated, and knows the rules. */
export function prometheusObjects({
  namespace,
  labels,
  annotations,
  rules,
  image = PROMETHEUS.image,
}: Options): KubeObject[] {
  const name = PROMETHEUS.pod;
  const within = (apiVersion: string, kind: string, rest: Record<string, unknown>): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { ...labels, app: name }, annotations },
    ...rest,
  });
  const files = {
    'prometheus.yml': configuration(rules !== null),
    ...(rules === null ? {} : { 'rules.yaml': rules }),
  };
  return [
    within('v1', 'ServiceAccount', {}),
    within('rbac.authorization.k8s.io/v1', 'Role', {
      rules: [
        { apiGroups: [''], resources: ['pods', 'services', 'endpoints'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      ],
    }),
    within('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    }),
    within('v1', 'ConfigMap', { data: files }),
    // It has to reach the API server, whose address no selector names. Its program and configuration are the lab's own;
    // no pod of the learner's carries all of the lab's labels.
    within('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: { matchLabels: { ...labels, app: name } }, policyTypes: ['Egress'], egress: [{}] },
    }),
    within('v1', 'Pod', { spec: podSpec(image) }),
  ];
}

function podSpec(image: string): Record<string, unknown> {
  return {
    serviceAccountName: PROMETHEUS.pod,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      fsGroup: NOBODY,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumes: [
      { name: 'configuration', configMap: { name: PROMETHEUS.pod } },
      { name: 'data', emptyDir: { sizeLimit: '512Mi' } },
    ],
    containers: [
      {
        name: 'prometheus',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: [
          '--config.file=/etc/prometheus/prometheus.yml',
          '--storage.tsdb.path=/prometheus',
          // What is new in the namespace is asked within a second of its discovery, rather than within five.
          '--scrape.discovery-reload-interval=1s',
          '--query.timeout=10s',
        ],
        ports: [{ name: 'http', containerPort: PROMETHEUS.port }],
        readinessProbe: { httpGet: { path: '/-/ready', port: 'http' }, periodSeconds: 1 },
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [
          { name: 'configuration', mountPath: '/etc/prometheus', readOnly: true },
          { name: 'data', mountPath: '/prometheus' },
        ],
      },
    ],
  };
}

const annotated = (of: 'service' | 'pod', key: string) =>
  `__meta_kubernetes_${of}_annotation_prometheus_io_${key}`;

/**
 * Both ways of annotating are read by one job: within a job Prometheus asks an address with the same labels once,
 * however often it was found. So whatever is found by a Service and as a pod ends with the same labels.
 */
function configuration(rules: boolean): string {
  const settings = ['scrape', 'port', 'path', 'scheme'] as const;
  const copied = (of: 'service' | 'pod') =>
    settings.map(key => ({
      source_labels: [annotated(of, key)],
      regex: '(.+)',
      target_label: `__tmp_${key}`,
    }));
  return stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    ...(rules ? { rule_files: [RULES] } : {}),
    scrape_configs: [
      {
        job_name: 'pods',
        // A time that a page gives its numbers would say when they were counted, not when they were read.
        honor_timestamps: false,
        sample_limit: 20_000,
        body_size_limit: '10MB',
        kubernetes_sd_configs: ['endpointslice', 'pod'].map(role => ({
          role,
          namespaces: { own_namespace: true },
        })),
        relabel_configs: [
          // What the Service says goes before what the pod says.
          ...copied('pod'),
          ...copied('service'),
          { source_labels: ['__tmp_scrape'], regex: 'true', action: 'keep' },
          { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Running', action: 'keep' },
          { source_labels: ['__tmp_path'], regex: '(.+)', target_label: '__metrics_path__' },
          { source_labels: ['__tmp_scheme'], regex: '(https?)', target_label: '__scheme__' },
          {
            source_labels: ['__meta_kubernetes_pod_ip', '__tmp_port'],
            regex: '(.+);(\\d+)',
            replacement: '$1:$2',
            target_label: '__address__',
          },
          { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
          {
            source_labels: ['__meta_kubernetes_pod_name', '__address__'],
            regex: '(.+);.+:(\\d+)',
            replacement: '$1:$2',
            target_label: 'instance',
          },
          // They would tell two targets apart that are the same address.
          { regex: '__tmp_.+', action: 'labeldrop' },
        ],
      },
    ],
  });
}
