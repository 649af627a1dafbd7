import { PassThrough } from 'node:stream';
import { Exec, type KubeConfig } from '@kubernetes/client-node';
import type { KubeObject } from '../cluster.ts';
import { Helper } from '../shared/helper.ts';

/** The pod's own program does nothing: the helper is started in it by `exec`, whose streams lose no line. */
const IDLE = ['python3', '-c', 'import signal; signal.sigwait([signal.SIGTERM])'];
export const LAB = 'microlab';
const NOBODY = 65534;

interface Options {
  name: string;
  namespace: string;
  image: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  /** False keeps a mesh from giving it a sidecar. */
  sidecar?: boolean;
}

/** The container in which a helper can be started. */
export function labContainer(image: string): Record<string, unknown> {
  return {
    name: LAB,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: IDLE,
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '512Mi' } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

/** A pod of the lab's own. */
export function labPod({ name, namespace, image, labels, annotations, sidecar = true }: Options): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      annotations,
      labels: { ...labels, ...(sidecar ? {} : { 'sidecar.istio.io/inject': 'false' }) },
    },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 0,
      restartPolicy: 'Always',
      containers: [labContainer(image)],
    },
  };
}

/** Starts the helper in a running lab container. It ends when this process does: its standard input closes then. */
export async function execHelper(config: KubeConfig, namespace: string, pod: string): Promise<Helper> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const end = () => stdout.end();
  const socket = await new Exec(config).exec(
    namespace,
    pod,
    LAB,
    ['python3', '-u', '/helper.py'],
    stdout,
    stderr,
    stdin,
    false,
    end,
  );
  socket.onclose = end;
  socket.onerror = end;
  const helper = new Helper(stdout, stdin, stderr);
  await helper.ready();
  return helper;
}
