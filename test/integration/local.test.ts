import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MissingError, WorkFault } from '../../src/errors.ts';
import { local } from '../../src/runtimes/local/index.ts';
import type { Environment, Job, ServiceContract } from '../../src/runtimes/runtime.ts';

const folders: string[] = [];
const environments: Environment[] = [];

afterEach(async () => {
  await Promise.all(environments.splice(0).map(environment => environment.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-local-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function contract(parts: Partial<ServiceContract> = {}): ServiceContract {
  return { port: 5000, uses: {}, env: {}, orElse: null, files: {}, healthEveryMs: null, ...parts };
}

interface Setup {
  services?: Job['services'];
  topics?: string[];
}

async function opened(
  files: Record<string, string>,
  { services = { echo: contract() }, topics }: Setup = {},
) {
  const notes: string[] = [];
  const scratch = folderWith({});
  const environment = await local.open({
    runId: 'test',
    alive: '',
    exercise: 'made-up',
    services,
    kafka: topics ? { topics } : null,
    workspace: folderWith(files),
    scratch,
    signal: new AbortController().signal,
    note: text => notes.push(text),
    output: () => {},
  });
  environments.push(environment);
  return { environment, notes, scratch };
}

async function up(environment: Environment, deadlineMs = 20_000): Promise<void> {
  await environment.fetch();
  await environment.build();
  await environment.start();
  await environment.ready(deadlineMs);
}

/** Processes whose command line holds this text. */
function processesOf(text: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return all.filter(line => line.includes(text));
}

const get = (path: string) => ({ method: 'GET', path, timeoutMs: 5000 });

const DOCKERFILE = `FROM python:3.13-slim
WORKDIR /srv
ENV GREETING="good day" DATA=/srv/data.txt
COPY app/ .
CMD ["python", "server.py"]
`;

const SERVER = `
import http.server, os, signal, sys, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/env":
            body = "\\n".join(f"{k}={v}" for k, v in os.environ.items())
        elif self.path == "/other":
            body = urllib.request.urlopen(os.environ["OTHER_URL"] + "/hello", timeout=2).read().decode()
        elif self.path == "/note":
            with open(os.environ["NOTES"], "a") as notes:
                notes.write("noted\\n")
            body = "noted"
        else:
            body = os.environ.get("GREETING", "") + " " + self.path
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())
    def log_message(self, *args):
        print("served", self.path)
if os.environ.get("HEARS"):
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
http.server.ThreadingHTTPServer((os.environ.get("BIND", ""), int(os.environ.get("PORT", "5000"))), Handler).serve_forever()
`;

describe('a service that is right', () => {
  it('is built, started, asked, stopped, started again and removed', async () => {
    process.env.SECRET_OF_THE_LEARNER = 'hidden';
    const { environment, scratch } = await opened({ Dockerfile: DOCKERFILE, 'app/server.py': SERVER });
    await up(environment);
    expect(await environment.http.request('echo', get('/hello'))).toMatchObject({
      status: 200,
      body: 'good day /hello',
    });

    const answer = await environment.http.request('echo', get('/env'));
    expect(answer).toMatchObject({
      body: expect.stringContaining(`DATA=${scratch}/echo/stage-0/srv/data.txt`),
    });
    expect(answer).not.toMatchObject({ body: expect.stringContaining('SECRET_OF_THE_LEARNER') });

    // Python without a handler is deaf to SIGTERM as the first process of a container, so it is here.
    expect(await environment.control.stop('echo', 300)).toMatchObject({ killed: true });
    expect(await environment.control.state('echo')).toMatchObject({ kind: 'exited', code: 137 });
    expect(await environment.http.request('echo', get('/'))).toMatchObject({
      answered: false,
      reason: 'refused',
    });

    await environment.control.start('echo', 20_000);
    expect(await environment.http.request('echo', get('/'))).toMatchObject({ status: 200 });
    expect((await environment.logs()).echo).toContain('served /hello');

    await environment.control.freeze('echo');
    expect(await environment.http.request('echo', { ...get('/'), timeoutMs: 500 })).toMatchObject({
      reason: 'timeout',
    });
    await environment.control.restore();
    expect(await environment.http.request('echo', get('/'))).toMatchObject({ status: 200 });

    await environment.control.kill('echo');
    await environment.control.restore();
    expect(await environment.http.request('echo', get('/'))).toMatchObject({ status: 200 });

    await environment.close();
    expect(processesOf(scratch)).toEqual([]);
  });

  it('ends in time where it handles SIGTERM', async () => {
    const { environment } = await opened({
      Dockerfile: `${DOCKERFILE}ENV HEARS=1\n`,
      'app/server.py': SERVER,
    });
    await up(environment);
    expect(await environment.control.stop('echo', 5000)).toMatchObject({ killed: false });
    expect(await environment.control.state('echo')).toMatchObject({ kind: 'exited', code: 0 });
  });
});

describe('several services', () => {
  const compose = `services:
  front: {build: front, environment: {OTHER_URL: "http://back:5001"}, ports: ["5000:5000"]}
  back: {build: {context: back}, volumes: ["notes:/notes"]}
volumes: {notes: {}}
`;
  const services = {
    front: contract({ uses: { back: 'OTHER_URL' } }),
    back: contract({ port: 5001, files: { NOTES: '/notes/all.txt' } }),
    extra: contract({ port: 5002, orElse: 'front' }),
  };
  const files = {
    'compose.yaml': compose,
    'front/Dockerfile': DOCKERFILE,
    'front/app/server.py': SERVER,
    'back/Dockerfile': DOCKERFILE.replace('good day', 'from the back'),
    'back/app/server.py': SERVER,
  };

  it('find each other, and meet a spy in the place of one', async () => {
    const { environment } = await opened(files, { services });
    await up(environment);
    const ask = () => environment.http.request('front', get('/other'));
    expect(await ask()).toMatchObject({ body: 'from the back /hello' });
    expect(await environment.http.request('extra', get('/x'))).toMatchObject({ body: 'good day /x' });

    const answers = { 'GET /hello': { status: 200, body: '"spied"', delayMs: 0 } };
    await environment.spies.take('back', answers, { status: 404, body: '', delayMs: 0 });
    expect(await ask()).toMatchObject({ body: '"spied"' });
    expect(await environment.spies.calls('back')).toMatchObject([{ method: 'GET', path: '/hello' }]);
    await environment.control.restore();
    expect(await ask()).toMatchObject({ body: 'from the back /hello' });
  });

  it('keep their files over a restart, and lose them when made anew', async () => {
    const { environment } = await opened(files, { services });
    await up(environment);
    expect(await environment.files.read('back', 'NOTES')).toBeNull();
    await environment.http.request('back', get('/note'));
    await environment.control.stop('back', 100);
    await environment.files.append('back', 'NOTES', 'added');
    await environment.control.start('back', 20_000);
    expect(await environment.files.read('back', 'NOTES')).toBe('noted\nadded\n');
    await environment.control.recreate('back', 20_000);
    expect(await environment.files.read('back', 'NOTES')).toBeNull();
    expect(await environment.http.request('back', get('/x'))).toMatchObject({ status: 200 });
  });
});

describe('a service that is wrong', () => {
  const faultOf = (files: Record<string, string>, deadlineMs?: number) =>
    opened(files).then(({ environment }) =>
      up(environment, deadlineMs).then(
        () => null,
        thrown => thrown,
      ),
    );

  it('that ends at its start fails at once, with its last words', async () => {
    const started = performance.now();
    const fault = await faultOf({
      Dockerfile: DOCKERFILE,
      'app/server.py': 'print("so far")\nraise SystemExit("no luck")',
    });
    expect(fault).toBeInstanceOf(WorkFault);
    expect(fault.message).toMatch(/echo ended by itself \(exit code 1\).*so far.*no luck/s);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('that ignores PORT is not failed: Docker can verify it', async () => {
    const fault = await faultOf(
      { Dockerfile: DOCKERFILE, 'app/server.py': 'import threading\nthreading.Event().wait()' },
      500,
    );
    expect(fault).toBeInstanceOf(MissingError);
    expect(fault).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/echo runs, but took no connection/),
    });
  });

  it.skipIf(process.platform !== 'linux')('that listens on loopback alone fails', async () => {
    const fault = await faultOf({ Dockerfile: `${DOCKERFILE}ENV BIND=127.0.0.1\n`, 'app/server.py': SERVER });
    expect(fault).toBeInstanceOf(WorkFault);
    expect(fault.message).toContain('listen on 0.0.0.0');
  });

  it('that is not Python is not failed', async () => {
    const fault = await faultOf({ Dockerfile: 'FROM node:24-slim\nCMD ["node", "a.js"]\n' });
    expect(fault).toBeInstanceOf(MissingError);
    expect(fault.message).toContain('not a Python service');
  });

  it('whose COPY names nothing fails with the line', async () => {
    const fault = await faultOf({ Dockerfile: DOCKERFILE });
    expect(fault).toBeInstanceOf(WorkFault);
    expect(fault.message).toBe(
      'Dockerfile, line 4: COPY names "app/", and there is no such file in the folder that is built.',
    );
  });

  it('whose requirements pip cannot find fails with what pip said', async () => {
    const fault = await faultOf({
      Dockerfile: DOCKERFILE.replace('CMD', 'RUN pip install no-such-package-of-microlab==9\nCMD'),
      'app/server.py': SERVER,
    });
    expect(fault).toBeInstanceOf(WorkFault);
    expect(fault.message).toMatch(/pip could not install what echo requires.*no-such-package-of-microlab/s);
  });
});

describe('nothing outlives the lab', () => {
  it('neither what it started itself nor what a service put into a session of its own', async () => {
    const { environment, scratch } = await opened({
      Dockerfile: DOCKERFILE,
      'app/server.py': `import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "${'left-behind-of-local-test'}"], start_new_session=True)
${SERVER}`,
    });
    await up(environment);
    expect(processesOf('left-behind-of-local-test')).toHaveLength(1);
    await environment.close();
    expect(processesOf('left-behind-of-local-test')).toEqual([]);
    expect(processesOf(scratch)).toEqual([]);
  });
});

describe('Kafka', () => {
  const app = `
import http.server, json, os
from confluent_kafka import Producer
producer = Producer({"bootstrap.servers": os.environ["BROKER"]})
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        producer.produce("user-events", key="7", value=json.dumps({"type": "UserCreated"}))
        producer.flush(5)
        self.send_response(201)
        self.end_headers()
http.server.HTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
`;

  it('is the lab’s own broker, which services, publish and read all meet', async () => {
    const { environment, notes } = await opened(
      {
        Dockerfile: DOCKERFILE.replace('CMD', 'RUN pip install "confluent-kafka>=2.5,<3"\nCMD'),
        'app/server.py': app,
      },
      { services: { echo: contract({ uses: { kafka: 'BROKER' } }) }, topics: ['user-events'] },
    );
    await up(environment);
    expect(notes.join('\n')).toMatch(/Python 3\.13/);
    expect(
      await environment.http.request('echo', { method: 'POST', path: '/', timeoutMs: 5000 }),
    ).toMatchObject({ status: 201 });
    await environment.kafka.publish('user-events', { value: 'ours' });
    expect(await environment.kafka.read('user-events')).toMatchObject([
      { partition: 0, offset: 0, key: '7', value: '{"type": "UserCreated"}' },
      { partition: 0, offset: 1, key: null, value: 'ours' },
    ]);
    expect(await environment.kafka.read('nothing-here')).toEqual([]);
  });
});
