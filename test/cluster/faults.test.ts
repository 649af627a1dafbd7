import { describe, expect, test } from 'vitest';
import { manifests, within } from './workspace.ts';

/** Each of these is a usual fault of beginners: the message must name the reason. */
const faults: Record<string, { files: Record<string, string>; says: RegExp[] }> = {
  'an image that nobody has': {
    files: { 'k8s/all.yaml': manifests({ container: { image: 'users:1' } }) },
    says: [/ErrImagePull|ImagePullBackOff/, /"users:1" is neither on the node nor/, /user-service/],
  },
  ':latest with the pull policy Always': {
    files: {
      'k8s/all.yaml': manifests({ container: { image: 'user-service:latest', imagePullPolicy: 'Always' } }),
    },
    says: [/ErrImagePull|ImagePullBackOff/, /imagePullPolicy Always/, /IfNotPresent/],
  },
  'a program that ends': {
    files: { 'service.py': 'print("no such database")\nraise SystemExit(3)\n' },
    says: [/CrashLoopBackOff/, /exit code 3/, /no such database/],
  },
  'a program that ends after a while': {
    files: { 'service.py': 'import time\ntime.sleep(5)\nprint("no such topic")\nraise SystemExit(4)\n' },
    says: [/CrashLoopBackOff/, /exit code 4/, /no such topic/],
  },
  'a selector that matches nothing': {
    files: { 'k8s/all.yaml': manifests({ selector: { app: 'users' } }) },
    says: [/selects pods with app=users, and no pod carries that/, /carry: app=user-service/],
  },
  'a targetPort that nothing listens on': {
    files: { 'k8s/all.yaml': manifests({ port: { targetPort: 8080 } }) },
    says: [/port 8080 of its pods \(its targetPort\), and nothing listens there/, /5000/],
  },
  'a targetPort whose name no container has': {
    files: { 'k8s/all.yaml': manifests({ port: { targetPort: 'http' } }) },
    says: [/the port named "http"/],
  },
  'a Service on another port': {
    files: { 'k8s/all.yaml': manifests({ port: { port: 5000 } }) },
    says: [/has port 5000, and the contract says 80/],
  },
  'a readiness probe on a wrong path': {
    files: {
      'k8s/all.yaml': manifests({
        container: { readinessProbe: { httpGet: { path: '/ready', port: 5000 }, periodSeconds: 1 } },
      }),
    },
    says: [/not ready: HTTP probe failed with statuscode: 404/, /readinessProbe/],
  },
  'a liveness probe that kills a healthy pod': {
    files: {
      'k8s/all.yaml': manifests({
        container: {
          livenessProbe: { httpGet: { path: '/alive', port: 5000 }, periodSeconds: 1, failureThreshold: 1 },
          readinessProbe: {
            httpGet: { path: '/health', port: 5000 },
            initialDelaySeconds: 15,
            periodSeconds: 1,
          },
        },
      }),
    },
    says: [/its liveness probe failed: HTTP probe failed with statuscode: 404/, /kills a healthy pod/],
  },
  'more than the quota': {
    files: { 'k8s/all.yaml': manifests({ replicas: 60 }) },
    says: [/asks for more than a run may have \(its quota\)/, /pods/],
  },
  'more than a node has': {
    files: {
      'k8s/all.yaml': manifests({ container: { resources: { requests: { cpu: '3500m' } } } }),
    },
    says: [/is Pending: no node has room for it/, /resources\.requests/],
  },
  'a secret that is not there': {
    files: {
      'k8s/all.yaml': manifests({ container: { envFrom: [{ secretRef: { name: 'database' } }] } }),
    },
    says: [/CreateContainerConfigError/, /"database" not found/],
  },
  'a field that does not exist': {
    files: { 'k8s/all.yaml': manifests({ pod: { replicaz: 2 } }) },
    says: [/replicaz/],
  },
  'too little memory': {
    files: {
      'service.py': 'x = bytearray(400_000_000)\n',
      'k8s/all.yaml': manifests({ container: { resources: { limits: { memory: '64Mi' } } } }),
    },
    says: [/ran out of memory/],
  },
};

describe.concurrent('a fault is told by name', () => {
  test.each(Object.entries(faults))('%s', async (_, { files, says }) => {
    const message = await within(files, async () => 'it came up', { readyMs: 45_000 }).catch(
      (thrown: Error) => [thrown.message, ...((thrown as { details?: string[] }).details ?? [])].join('\n'),
    );
    for (const pattern of says) expect(message).toMatch(pattern);
  });
});
