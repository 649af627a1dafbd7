import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import envPaths from 'env-paths';
import { parse } from 'yaml';
import { root, run } from './tools.js';

/** Any answer will do. The engine's own proxy accepts connections before the service does, so a connection says nothing. */
const answersHttp = url =>
  new Promise(resolve => {
    const request = get(url, { agent: false, timeout: 1000 }, answer => resolve(Boolean(answer.resume())));
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
  });

export const exercise = id => parse(readFileSync(join(root, 'exercises', id, 'exercise.yaml'), 'utf8'));

export const runtimeOf = id => exercise(id).runtimes?.[0] ?? 'docker';

/** The services of an exercise's contract that its solution has, with their ports. */
function contract(id, services) {
  const { services: named } = exercise(id);
  const own = Object.entries(named).filter(([name]) => name in services);
  return Object.fromEntries(own.map(([name, { port }]) => [name, port]));
}

/** The solution as a script would run it. Ports are made random before the clock starts: others may use the machine. */
export function script(id, folder) {
  const project = `bench-${process.pid}-${id}`;
  cpSync(join(root, 'exercises', id, 'solution'), folder, { recursive: true });
  if (!existsSync(join(folder, 'compose.yaml')))
    writeFileSync(join(folder, 'compose.yaml'), 'services: {user-service: {build: .}}');
  const compose = (...args) =>
    run('docker', ['compose', '--project-name', project, '--progress', 'quiet', ...args], { cwd: folder });
  const parsed = JSON.parse(
    execFileSync('docker', ['compose', 'config', '--format', 'json'], { cwd: folder }),
  );
  const ports = contract(id, parsed.services);
  for (const [name, service] of Object.entries(parsed.services)) {
    delete service.container_name;
    service.ports = name in ports ? [`127.0.0.1::${ports[name]}`] : [];
  }
  delete parsed.name;
  writeFileSync(join(folder, 'bench.json'), JSON.stringify(parsed));
  const file = ['--file', 'bench.json'];

  const topics = exercise(id).kafka?.topics ?? [];
  const inKafka = (tool, ...args) =>
    compose(
      ...file,
      ...['exec', '--no-TTY', 'kafka', `/opt/kafka/bin/${tool}.sh`, '--bootstrap-server', 'kafka:9092'],
      ...args,
    );
  /** Waits for the broker, and makes the exercise's topics as microlab does: some services wait for them. */
  const broker = async () => {
    while (
      await inKafka('kafka-broker-api-versions').then(
        () => false,
        () => true,
      )
    )
      await delay(50);
    for (const topic of topics)
      await inKafka('kafka-topics', '--create', '--if-not-exists', '--topic', topic);
  };
  const answers = async name => {
    const address = (await compose(...file, 'port', name, String(ports[name]))).stdout.trim();
    for (;;) {
      if (await answersHttp(`http://${address}/`)) return;
      await delay(50);
    }
  };
  return {
    steps: 'build, up, answer, down',
    async run() {
      await compose(...file, 'build');
      await compose(...file, 'up', '--detach');
      await Promise.all([
        ...Object.keys(ports).map(answers),
        ...('kafka' in parsed.services ? [broker()] : []),
      ]);
      await compose(...file, 'down', '--volumes');
    },
    clean: () => compose(...file, 'down', '--volumes', '--rmi', 'local'),
  };
}

/** The same on microlab's own kind cluster. What a node has it is not sent again, as in microlab. */
export function clusterScript(id, folder) {
  cpSync(join(root, 'exercises', id, 'solution'), folder, { recursive: true });
  const kubeconfig = join(envPaths('microlab', { suffix: '' }).cache, 'kube/config');
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const name = `bench-${process.pid}`;
  const kubectl = (...args) => run('kubectl', args, { cwd: folder, env });
  const services = Object.keys(exercise(id).services);
  const context = service => (existsSync(join(folder, service, 'Dockerfile')) ? service : '.');
  for (const file of readdirSync(join(folder, 'k8s'))) {
    const path = join(folder, 'k8s', file);
    const image = new RegExp(`image: *(${services.join('|')})(:\\S+)?`, 'g');
    writeFileSync(path, readFileSync(path, 'utf8').replace(image, `image: bench/$1:${process.pid}`));
  }
  return {
    steps: 'build, load, apply, rollout, delete',
    async run() {
      for (const service of services) {
        const image = `bench/${service}:${process.pid}`;
        await run('docker', ['build', '--tag', image, context(service)], { cwd: folder });
        await run('kind', ['load', 'docker-image', image, '--name', 'microlab']);
      }
      await kubectl('create', 'namespace', name);
      await kubectl('apply', '--namespace', name, '--filename', 'k8s');
      await kubectl(
        'rollout',
        'status',
        '--namespace',
        name,
        '--timeout=120s',
        ...services.map(one => `deployment/${one}`),
      );
      await kubectl('delete', 'namespace', name);
    },
    async clean() {
      await kubectl('delete', 'namespace', name, '--ignore-not-found');
      await run('docker', ['rmi', '--force', ...services.map(one => `bench/${one}:${process.pid}`)]);
    },
  };
}
