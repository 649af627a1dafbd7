import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { claimRun } from '../../src/runtimes/claim.ts';
import { kubernetes } from '../../src/runtimes/kubernetes/index.ts';
import type { Environment } from '../../src/runtimes/runtime.ts';

/** A service in one file of Python: GET /users, GET /health, and the name of its pod at /pod. */
const SERVICE = `import http.server, json, os

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        answers = {"/users": [{"id": 1}], "/health": {"status": "healthy"}, "/pod": os.environ["HOSTNAME"]}
        body = json.dumps(answers.get(self.path, {})).encode()
        self.send_response(200 if self.path in answers else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

http.server.ThreadingHTTPServer(("0.0.0.0", 5000), Handler).serve_forever()
`;
const DOCKERFILE = `FROM python:3.13-slim
COPY service.py /
CMD ["python3", "-u", "/service.py"]
`;

type Fields = Record<string, unknown>;

interface Shape {
  replicas?: number;
  /** Over the only container. */
  container?: Fields;
  pod?: Fields;
  labels?: Record<string, string>;
  selector?: Record<string, string>;
  /** Over the only port of the Service. */
  port?: Fields;
  service?: Fields;
}

/** The manifests of a Deployment and its Service, right unless told otherwise. */
export function manifests({
  replicas = 1,
  container,
  pod,
  labels,
  selector,
  port,
  service,
}: Shape = {}): string {
  const app = { app: 'user-service', ...labels };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'user-service' },
    spec: {
      replicas,
      selector: { matchLabels: app },
      template: {
        metadata: { labels: app },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            { name: 'web', image: 'user-service:1', ports: [{ containerPort: 5000 }], ...container },
          ],
          ...pod,
        },
      },
    },
  };
  const front = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'user-service' },
    spec: { selector: selector ?? app, ports: [{ port: 80, targetPort: 5000, ...port }], ...service },
  };
  return [deployment, front].map(object => stringify(object)).join('---\n');
}

/** A workspace with these files over the usual ones. */
export function workspace(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-cluster-'));
  const all = { 'service.py': SERVICE, Dockerfile: DOCKERFILE, 'k8s/all.yaml': manifests(), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Brings a workspace up, lets the test look, and takes everything away again. */
export async function within<T>(
  files: Record<string, string>,
  look: (environment: Environment, notes: string[]) => Promise<T>,
  { readyMs = 60_000 } = {},
): Promise<T> {
  const run = await claimRun();
  const folder = workspace(files);
  const notes: string[] = [];
  const signal = new AbortController().signal;
  try {
    const environment = await kubernetes.open({
      runId: run.id,
      alive: run.alive,
      exercise: 'made-up',
      services: {
        'user-service': {
          port: 5000,
          servicePort: 80,
          uses: {},
          env: {},
          orElse: null,
          files: {},
          healthEveryMs: null,
        },
      },
      kafka: null,
      workspace: folder,
      scratch: run.scratch,
      signal,
      note: text => notes.push(text),
      output: () => {},
    });
    try {
      await environment.fetch();
      await environment.build();
      await environment.start();
      await environment.ready(readyMs);
      return await look(environment, notes);
    } finally {
      await environment.close();
    }
  } finally {
    await run.release();
    rmSync(folder, { recursive: true, force: true });
  }
}
