// Measures and prints, and asserts nothing. Usage: npm run bench [-- --rounds N --exercise ID…] [--only start|exercise] [--quick]
//   start:    `microlab --help`, and `microlab quiz` until its first question, against `node -e 0` as a whole process
//   exercise: each that is named (saga by default), warm, N rounds (default 5): everything outside the checks, against
//             the same steps of a plain script with docker compose, or with kind and kubectl; --quick runs the first
//             check alone
// Both sides alternate within one run, so that a slow minute of the machine hits both.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import envPaths from 'env-paths';
import { parse } from 'yaml';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const microlab = join(root, 'bin/microlab.js');
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    exercise: { type: 'string', multiple: true, default: ['saga'] },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = ms => `${(ms / 1000).toFixed(2)} s`;

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Any answer will do. The engine's own proxy accepts connections before the service does, so a connection says nothing. */
const answersHttp = url =>
  new Promise(resolve => {
    const request = get(url, { agent: false, timeout: 1000 }, answer => resolve(Boolean(answer.resume())));
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
  });

const exercise = id => parse(readFileSync(join(root, 'exercises', id, 'exercise.yaml'), 'utf8'));

const runtimeOf = id => exercise(id).runtimes?.[0] ?? 'docker';

/** The services of an exercise's contract that its solution has, with their ports. */
function contract(id, services) {
  const { services: named } = exercise(id);
  const own = Object.entries(named).filter(([name]) => name in services);
  return Object.fromEntries(own.map(([name, { port }]) => [name, port]));
}

/** The solution as a script would run it. Ports are made random before the clock starts: others may use the machine. */
function script(id, folder) {
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
function clusterScript(id, folder) {
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

/** One run of microlab: its phases in milliseconds, and the time of the whole process. */
async function verified(id) {
  const only = options.quick ? ['--check', exercise(id).checks[0].id] : [];
  const { ms, result } = await timed(() =>
    run(
      'node',
      [
        microlab,
        'exercise',
        'run',
        id,
        '--solution',
        '--runtime',
        runtimeOf(id),
        '--format',
        'json',
        ...only,
      ],
      { maxBuffer: 1e8 },
    ),
  );
  const phases = Object.fromEntries(
    JSON.parse(result.stdout).phases.map(({ name, durationMs }) => [name, durationMs]),
  );
  return { phases, whole: ms };
}

async function benchExercise(id, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-bench-'));
  const plain = runtimeOf(id) === 'kubernetes' ? clusterScript(id, folder) : script(id, folder);
  const ours = [];
  const theirs = [];
  try {
    await verified(id);
    await plain.run();
    for (let round = 1; round <= rounds; round++) {
      ours.push(await verified(id));
      theirs.push((await timed(plain.run)).ms);
      const { phases, whole } = ours.at(-1);
      const each = Object.entries(phases).map(([name, ms]) => `${name} ${seconds(ms)}`);
      console.log(
        `  round ${round}: microlab ${each.join(', ')} (whole ${seconds(whole)}); script ${seconds(theirs.at(-1))}`,
      );
    }
  } finally {
    await plain.clean();
    rmSync(folder, { recursive: true });
  }
  const outside = ours.map(({ phases }) =>
    Object.entries(phases).reduce((sum, [name, ms]) => (name === 'checks' ? sum : sum + ms), 0),
  );
  const process = ours.map(({ phases, whole }) => whole - phases.checks);
  const base = median(theirs);
  const goal = runtimeOf(id) === 'kubernetes' ? 'below 1' : 'at most 1.15';
  console.log(`${id}, warm, medians of ${rounds} rounds (goal: ${goal} times)`);
  console.log(`  script: ${plain.steps.padEnd(28)} ${seconds(base)}`);
  console.log(
    `  microlab, phases outside the checks  ${seconds(median(outside))}   ${(median(outside) / base).toFixed(2)} times`,
  );
  console.log(
    `  microlab, whole process less checks  ${seconds(median(process))}   ${(median(process) / base).toFixed(2)} times`,
  );
  console.log(
    `  checks, apart                        ${seconds(median(ours.map(({ phases }) => phases.checks)))}`,
  );
}

async function benchStart(rounds) {
  const help = [];
  const bare = [];
  for (let round = -2; round < rounds; round++) {
    const ours = (await timed(() => run('node', [microlab, '--help']))).ms;
    const node = (await timed(() => run('node', ['-e', '0']))).ms;
    if (round < 0) continue; // warm-up
    help.push(ours);
    bare.push(node);
  }
  console.log(`start-up, medians of ${rounds} rounds (goal: at most 2 times)`);
  console.log(`  node -e 0        ${median(bare).toFixed(0)} ms`);
  console.log(
    `  microlab --help  ${median(help).toFixed(0)} ms   ${(median(help) / median(bare)).toFixed(2)} times`,
  );
}

/** From the start of the process until the question stands on the terminal with its keys, a new one in each round. */
async function benchFirstQuestion(rounds) {
  const home = mkdtempSync(join(tmpdir(), 'microlab-bench-'));
  const command = ['node', microlab, 'quiz', '--seed', 'bench-{round}'];
  const { stdout } = await run(
    'python3',
    [join(root, 'scripts/first-question.py'), String(rounds), 'quit', ...command],
    { env: { ...process.env, MICROLAB_HOME: home, TERM: 'xterm-256color', CI: '' } },
  );
  rmSync(home, { recursive: true, force: true });
  const measured = stdout
    .trim()
    .split('\n')
    .map(line => line.split(' ').map(Number));
  const question = median(measured.map(([ours]) => ours));
  const bare = median(measured.map(([, node]) => node));
  console.log(`first question, medians of ${rounds} rounds, on a terminal (goal: at most 2.5 times)`);
  console.log(`  node -e 0        ${bare.toFixed(0)} ms`);
  console.log(`  microlab quiz    ${question.toFixed(0)} ms   ${(question / bare).toFixed(2)} times`);
}

const wanted = part => options.only === undefined || options.only === part;
if (wanted('start')) {
  await benchStart(40);
  await benchFirstQuestion(40);
}
if (wanted('exercise')) for (const id of options.exercise) await benchExercise(id, Number(options.rounds));
