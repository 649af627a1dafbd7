import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserError } from '../../errors.ts';
import type { Level, Project, ProjectService } from './project.ts';
import { readProject } from './read.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'microlab-policy-'));
  file('app/Dockerfile', 'FROM scratch\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function file(name: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true });
  writeFileSync(path.join(root, name), text);
}

interface Given {
  level?: Level;
  services?: string[];
  provided?: string[];
}

async function read(compose: string, given: Given = {}): Promise<Project> {
  const { level = 'own', services = ['app'], provided = [] } = given;
  file('compose.yaml', compose);
  return readProject(root, services, level, provided);
}

/** The service `app` with these lines. */
async function app(lines: string, given?: Given): Promise<ProjectService> {
  const indented = lines.replace(/^/gm, '    ');
  const { services } = await read(
    `services:\n  app:\n    image: python\n${indented}\nvolumes: {data: }\n`,
    given,
  );
  return services.app as ProjectService;
}

async function problems(compose: string, given?: Given): Promise<string[]> {
  const thrown = await read(compose, given).then(
    () => null,
    (error: UserError) => error,
  );
  return [...(thrown?.details ?? [])];
}

async function appProblems(lines: string, given?: Given): Promise<string[]> {
  const indented = lines.replace(/^/gm, '    ');
  return problems(`services:\n  app:\n    image: python\n${indented}\n`, given);
}

describe('which file', () => {
  it('a Dockerfile alone is one service', async () => {
    file('Dockerfile', 'FROM scratch\n');
    const project = await readProject(root, ['user-service'], 'own');
    expect(project.services['user-service']?.build).toEqual({
      context: root,
      dockerfile: 'Dockerfile',
      args: {},
    });
    expect(project.notes).toEqual([]);
  });

  it('nothing there: says what is expected where', async () => {
    await expect(readProject(root, ['user-service'], 'own')).rejects.toMatchObject({
      message: 'The workspace has neither a Dockerfile nor a compose.yaml.',
      details: [`Expected a file named Dockerfile in ${root}.`],
      exitCode: 2,
    });
    await expect(readProject(root, ['a', 'b'], 'own')).rejects.toMatchObject({
      message: 'The workspace has no compose.yaml.',
      details: [expect.stringContaining('with the services a, b')],
    });
  });

  it('takes compose.yaml first, and says what it does not read', async () => {
    file('docker-compose.yml', 'services: {}');
    file('compose.override.yaml', 'services: {}');
    const { notes } = await read('services: {app: {image: x}}');
    expect(notes).toEqual([
      'docker-compose.yml is not read: everything must stand in compose.yaml.',
      'compose.override.yaml is not read: everything must stand in compose.yaml.',
    ]);
  });

  it('takes docker-compose.yml', async () => {
    file('docker-compose.yml', 'version: "3"\nservices: {app: {image: x}}');
    const { notes } = await readProject(root, ['app'], 'own');
    expect(notes).toEqual([
      'docker-compose.yml:1:1: `version` is left out: it is obsolete, and compose ignores it too. Remove the line.',
    ]);
  });

  it('follows no link out of the workspace', async () => {
    symlinkSync('/etc/hostname', path.join(root, 'compose.yaml'));
    await expect(readProject(root, ['app'], 'own')).rejects.toMatchObject({
      details: ['compose.yaml:1:1: compose.yaml is a link that leads out of the workspace.'],
    });
    rmSync(path.join(root, 'compose.yaml'));
    symlinkSync('/etc/hostname', path.join(root, 'Dockerfile'));
    await expect(readProject(root, ['app'], 'own')).rejects.toMatchObject({
      details: ['The Dockerfile there is a link that leads out of the workspace.'],
    });
  });
});

describe('what is taken over', () => {
  it.each<[string, Partial<ProjectService>]>([
    ['command: python app.py', { command: 'python app.py' }],
    ['command: ["python", "app.py"]', { command: ['python', 'app.py'] }],
    ['command: []', { command: [] }],
    ['entrypoint: /run.sh', { entrypoint: '/run.sh' }],
    [
      'environment: {A: 1, B: "two", C: 1.10, D: true}',
      { environment: { A: '1', B: 'two', C: '1.10', D: 'true' } },
    ],
    ['environment: ["A=1", "B=x=y", "C="]', { environment: { A: '1', B: 'x=y', C: '' } }],
    ['environment:', { environment: {} }],
    ['working_dir: /srv', { workingDir: '/srv' }],
    ['user: 1000:1000', { user: '1000:1000' }],
    ['user: 1000', { user: '1000' }],
    ['hostname: broker-1', { hostname: 'broker-1' }],
    ['platform: linux/amd64', { platform: 'linux/amd64' }],
    ['restart: on-failure:3', { restart: 'on-failure:3' }],
    ['restart: no', { restart: 'no' }],
    ['deploy: {restart_policy: {condition: on-failure, max_attempts: 2}}', { restart: 'on-failure:2' }],
    ['deploy: {restart_policy: {condition: any}}', { restart: 'always' }],
    ['expose: ["5000", 5001]', { expose: ['5000', '5001'] }],
    ['stop_signal: SIGINT', { stopSignal: 'SIGINT' }],
    ['stop_grace_period: 1m30s', { stopGracePeriod: '1m30s' }],
    ['init: true', { init: true }],
    ['read_only: "true"', { readOnly: true }],
    ['cap_drop: [ALL]', { capDrop: ['ALL'] }],
    ['security_opt: ["no-new-privileges:true"]', { noNewPrivileges: true }],
    ['tmpfs: /run', { tmpfs: ['/run'] }],
    ['tmpfs: [/run, "/tmp:size=64m"]', { tmpfs: ['/run', '/tmp:size=64m'] }],
    ['container_name: broker', { aliases: ['broker'] }],
    ['networks: {default: {aliases: [users, app]}}', { aliases: ['users'] }],
    ['networks: [default]', { aliases: [] }],
    ['healthcheck: {test: "curl -f localhost"}', { healthcheck: { test: 'curl -f localhost' } }],
    [
      'healthcheck: {test: [CMD, true], interval: 5s, timeout: 1s, retries: 3, start_period: 2s}',
      {
        healthcheck: { test: ['CMD', 'true'], interval: '5s', timeout: '1s', retries: 3, startPeriod: '2s' },
      },
    ],
    ['healthcheck: {disable: true}', { healthcheck: { disable: true } }],
    [
      'volumes: ["data:/data"]',
      { volumes: [{ type: 'volume', source: 'data', target: '/data', readOnly: false }] },
    ],
    [
      'volumes: ["data:/data:ro"]',
      { volumes: [{ type: 'volume', source: 'data', target: '/data', readOnly: true }] },
    ],
    [
      'volumes: [/cache]',
      { volumes: [{ type: 'volume', source: 'app-unnamed-1', target: '/cache', readOnly: false }] },
    ],
    [
      'volumes: [{type: volume, source: data, target: /d, read_only: true}]',
      { volumes: [{ type: 'volume', source: 'data', target: '/d', readOnly: true }] },
    ],
    ['volumes: [{type: tmpfs, target: /t}]', { volumes: [{ type: 'tmpfs', target: '/t' }] }],
    ['ports: ["5000"]', { publishedPorts: [5000] }],
    [
      'ports: [5000, "8080:5001", "127.0.0.1:1:5002", "127.0.0.1::5003"]',
      { publishedPorts: [5000, 5001, 5002, 5003] },
    ],
    [
      'ports: ["5000-5002:6000-6002", "[::1]:80:80", "53:53/udp"]',
      { publishedPorts: [6000, 6001, 6002, 80] },
    ],
    ['ports: [{target: 5000, published: "8080", protocol: tcp}]', { publishedPorts: [5000] }],
    ['x-anything: {privileged: true}', {}],
    ['privileged: false', {}],
    ['cap_add: []', {}],
    ['network_mode: ', {}],
  ])('%s', async (lines, expected) => {
    expect(await app(lines)).toMatchObject(expected);
  });

  it('build as a text and as a mapping', async () => {
    file('app/docker/Dev.Dockerfile', 'FROM scratch');
    const context = path.join(root, 'app');
    expect((await read('services: {app: {build: ./app}}')).services.app?.build).toEqual({
      context,
      dockerfile: 'Dockerfile',
      args: {},
    });
    const long =
      'services: {app: {build: {context: app/, dockerfile: docker/Dev.Dockerfile, target: run, args: {V: 3}}, image: mine:1}}';
    const service = (await read(long)).services.app;
    expect(service?.build).toEqual({
      context,
      dockerfile: 'docker/Dev.Dockerfile',
      target: 'run',
      args: { V: '3' },
    });
    expect(service?.image).toBeUndefined();
  });

  it('an image that another service builds is built for this one too', async () => {
    const { services } = await read('services: {app: {build: app, image: both}, second: {image: both}}');
    expect(services.second).toMatchObject({ build: services.app?.build, image: undefined });
  });

  it('anchors, aliases and merge keys', async () => {
    const { services } = await read(`
x-common: &common
  restart: always
  environment: &env {A: "1", B: "2"}
services:
  app:
    <<: *common
    image: x
    environment:
      <<: *env
      B: "3"
  second:
    <<: [{image: y}, *common]
`);
    expect(services.app).toMatchObject({ restart: 'always', environment: { A: '1', B: '3' } });
    expect(services.second).toMatchObject({ image: 'y', restart: 'always', environment: { A: '1', B: '2' } });
  });

  it('variables from .env, never from the process', async () => {
    file('.env', 'PORT=5000\nNAME="with space"\nEMPTY_HERE=1\n');
    process.env.MICROLAB_TEST_SECRET = 'secret';
    const project = await read(
      'services:\n  app:\n    image: "x:${TAG:-1}"\n    environment: {P: "${PORT}", N: $NAME, S: "$MICROLAB_TEST_SECRET", PORT: , HOME: , D: "$$x"}',
    );
    delete process.env.MICROLAB_TEST_SECRET;
    expect(project.services.app).toMatchObject({
      image: 'x:1',
      environment: { P: '5000', N: 'with space', S: '', PORT: '5000', D: '$x' },
    });
    expect(project.notes).toEqual([
      'compose.yaml:4:46: The variable MICROLAB_TEST_SECRET is not set, so it is empty here. Variables come from the file .env of the workspace, never from your shell.',
      'compose.yaml:4:79: `HOME` has no value here and none in .env, so it is not set. Variables of your shell are never passed on.',
    ]);
  });

  it('files of env_file, in one’s own work; `environment` wins', async () => {
    file('a.env', 'A=1\nB=1\n');
    file('b.env', 'B=2\nC=2\n');
    expect(
      (await app('env_file: [a.env, {path: b.env}, {path: none.env, required: false}]\nenvironment: {C: 3}'))
        .environment,
    ).toEqual({ A: '1', B: '2', C: '3' });
    expect((await app('env_file: a.env')).environment).toEqual({ A: '1', B: '1' });
  });

  it('depends_on in both forms, links, and what the verifier provides', async () => {
    const { services } = await read(
      `
services:
  app:
    image: x
    depends_on:
      db: {condition: service_healthy}
      kafka: {condition: service_started, restart: true}
      gone: {condition: service_started, required: false}
  second: {image: x, depends_on: [app, db], links: ["db:database"]}
  db: {image: x}
`,
      { provided: ['kafka'] },
    );
    expect(services.app?.dependsOn).toEqual({ db: 'service_healthy', kafka: 'service_started' });
    expect(services.second?.dependsOn).toEqual({ app: 'service_started', db: 'service_started' });
    expect(services.db?.aliases).toEqual(['database']);
  });

  it('an alias never takes the name of another service', async () => {
    const { services } = await read(
      'services: {app: {image: x, container_name: second}, second: {image: x}}',
    );
    expect(services.app?.aliases).toEqual([]);
  });

  it('CRLF line ends, with the right places', async () => {
    const compose =
      'services:\r\n  app:\r\n    image: x\r\n    environment:\r\n      - A=1\r\n    ports:\r\n      - "1:1"\r\n';
    const project = await read(compose);
    expect(project.services.app).toMatchObject({ image: 'x', environment: { A: '1' } });
    expect(project.notes[0]).toMatch(/^compose\.yaml:6:5: `ports`/);
    expect(await problems(`${compose}    privileged: true\r\n`)).toEqual([
      expect.stringMatching(/^compose\.yaml:8:5: /),
    ]);
  });

  it('a profile that is not switched on leaves its service out, unless the exercise needs it', async () => {
    const { services, notes } = await read(
      'services: {app: {image: x, profiles: [a]}, tool: {image: x, profiles: [b]}}',
    );
    expect(Object.keys(services)).toEqual(['app']);
    expect(notes).toHaveLength(2);
  });

  it('only named volumes that are used', async () => {
    const { volumes } = await read(
      'services: {app: {image: x, volumes: ["used:/b", /anonymous]}}\nvolumes: {a: , used: {driver: local, name: shared}}',
    );
    expect(volumes).toEqual(['app-unnamed-2', 'used']);
  });
});

describe('what is left out, with a note', () => {
  it.each([
    'ports: ["5000:5000"]',
    'container_name: mine',
    'labels: {a: b}',
    'logging: {driver: syslog, options: {syslog-address: "tcp://evil"}}',
    'networks: {default: {ipv4_address: 10.0.0.2}}',
    'deploy: {resources: {limits: {memory: 1g}}}',
    'mem_limit: 1g',
    'tty: true',
    'dns: 8.8.8.8',
    'extra_hosts: ["a:1.2.3.4"]',
    'volumes: ["./src:/app"]',
    'volumes: [{type: bind, source: ./src, target: /app}]',
  ])('%s', async lines => {
    const { notes } = await read(`services:\n  app:\n    image: x\n    ${lines}\n`);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^compose\.yaml:4:\d+: /);
  });

  it('the same thing at several places is one note', async () => {
    const { notes } = await read(
      'services:\n  app:\n    image: x\n    ports: ["1"]\n  b:\n    image: x\n    ports: ["2"]\n',
    );
    expect(notes).toEqual([expect.stringMatching(/^compose\.yaml:4:5, 7:5: `ports` are not published/)]);
  });

  it('networks and their settings', async () => {
    const { notes, services } = await read(
      'name: mine\nservices:\n  app: {image: x, networks: [front]}\nnetworks:\n  front: {driver: bridge, name: fixed}\n',
    );
    expect(services.app?.aliases).toEqual([]);
    expect(notes.map(note => /`\w+`/.exec(note)?.[0])).toEqual(['`name`', '`driver`', '`name`']);
  });
});

describe('what is refused', () => {
  it.each([
    'privileged: true',
    'cap_add: [SYS_ADMIN]',
    'devices: ["/dev/kvm"]',
    'security_opt: ["seccomp:unconfined"]',
    'pid: host',
    'ipc: host',
    'uts: host',
    'network_mode: host',
    'userns_mode: host',
    'cgroup_parent: /x',
    'runtime: runsc',
    'use_api_socket: true',
    'extends: {file: other.yaml, service: x}',
    'volumes_from: [other]',
    'provider: {type: model}',
    'secrets: [token]',
    'configs: [conf]',
    'external_links: [db]',
    'sysctls: {a: 1}',
    'gpus: all',
    'post_start: [{command: x, privileged: true}]',
    'label_file: labels',
    'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
    'volumes: ["/etc:/host"]',
    'volumes: ["../other:/x"]',
    'volumes: ["~/.ssh:/ssh"]',
    'volumes: ["C:\\\\Users:/x"]',
    'volumes: [{type: bind, source: /, target: /host}]',
    'volumes: [{type: npipe, source: x, target: /x}]',
    'volumes: ["nowhere:/data"]',
    'env_file: ../outside.env',
    'env_file: missing.env',
    'networks: [nowhere]',
    'depends_on: [nobody]',
    'depends_on: [app]',
    'depends_on: {other: {condition: service_happy, required: false}}',
    'command: {a: b}',
    'environment: [{a: b}]',
    'environment: {A: [1]}',
    'environment: ["=x"]',
    'healthcheck: {test: [curl, localhost]}',
    'healthcheck: {interval: 10}',
    'healthcheck: {retries: many}',
    'ports: ["http"]',
    'ports: ["5000:99999"]',
    'ports: 5000',
    'restart: sometimes',
    'init: perhaps',
    'working_dir: app',
    'commnad: x',
    'image: "${TAG:?say which}"',
    'entrypoint: "echo $(date)"',
  ])('%s', async lines => {
    const found = lines.startsWith('image')
      ? await problems(`services:\n  app:\n    ${lines}\n`)
      : await appProblems(lines);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^compose\.yaml:[34]:\d+: /);
  });

  it.each([
    ['build: {context: app, privileged: true}', '`privileged`'],
    ['build: {context: app, entitlements: [security.insecure]}', '`entitlements`'],
    ['build: {context: app, ssh: [default]}', '`ssh`'],
    ['build: {context: app, secrets: [s]}', '`secrets`'],
    ['build: {context: app, additional_contexts: {a: ../b}}', '`additional_contexts`'],
    ['build: {context: app, network: host}', '`network`'],
    ['build: {context: app, dockerfile_inline: FROM x}', '`dockerfile_inline`'],
    ['build: https://example.com/repo.git', 'must be a folder of the workspace'],
    ['build: {context: "git@example.com:a/b.git"}', 'must be a folder of the workspace'],
    ['build: github.com/a/b', 'must be a folder of the workspace'],
    ['build: ..', 'lies outside the workspace'],
    ['build: /etc', 'lies outside the workspace'],
    ['build: leads-out', 'lies outside the workspace'],
    ['build: nowhere', 'is no folder of the workspace'],
    ['build: {context: app, dockerfile: ../../Dockerfile}', 'lies outside the workspace'],
    ['build: {context: app, dockerfile: Dockerfile.dev}', '`app/Dockerfile.dev`, which is not there'],
    ['build: empty', '`empty/Dockerfile`, which is not there'],
  ])('%s', async (build, words) => {
    mkdirSync(path.join(root, 'empty'));
    symlinkSync('/etc', path.join(root, 'leads-out'));
    const found = await problems(`services:\n  app:\n    ${build}\n`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });

  it.each([
    ['include: [other.yaml]\nservices: {app: {image: x}}', '`include`'],
    ['services: {app: {image: x}}\nsecrets: {s: {file: /etc/shadow}}', '`secrets`'],
    ['services: {app: {image: x}}\nvolumes: {v: {external: true}}', '`external`'],
    [
      'services: {app: {image: x}}\nvolumes: {v: {driver_opts: {type: none, o: bind, device: /}}}',
      '`driver_opts`',
    ],
    ['services: {app: {image: x}}\nvolumes: {v: {driver: nfs}}', '`driver: nfs`'],
    ['services: {app: {image: x}}\nservcies: {}', 'Did you mean "services"?'],
    ['services: {app: {}}', 'neither `build` nor `image`'],
    ['services: {app: text}', 'must be a mapping'],
    ['services: [app]', 'must be a mapping'],
    ['{}', 'no `services:`'],
    ['', 'The file is empty'],
    ['- a', 'must be a mapping'],
    [
      'services: {apps: {image: x}}',
      'The service `app` of the exercise is missing. The file has `apps`. Did you mean "apps"?',
    ],
    ['services: {app: {image: x, depends_on: [b]}, b: {image: x, depends_on: [app]}}', 'app → b → app'],
    ['services: {app: {image: x, <<: 3}}', '`<<` takes a mapping'],
    ['services:\n  app: {image: x\n', 'not valid YAML'],
    ['services: {app: {image: x, image: y}}', 'The key `image` stands here a second time.'],
    ['services: {app: {image: *nobody}}', 'no `&nobody`'],
    ['services: {app: !reset {image: x}}', 'not valid YAML'],
    ['services: {app: {image: x}}\n---\nservices: {}', 'not valid YAML'],
  ])('%j', async (compose, words) => {
    const found = await problems(compose);
    expect(found.join('\n')).toContain(words);
    expect(found.every(line => /^compose\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it('a bomb of aliases, a cycle, deep nesting, a huge file: each at once', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `l${n + 1}: &l${n + 1} [${Array(10).fill(`*l${n}`)}]`,
    );
    const bomb = `x-a:\n  l0: &l0 [x]\n${levels.map(line => `  ${line}`).join('\n')}\nservices: {app: {image: x}}`;
    expect(await problems(bomb)).toEqual([expect.stringContaining('more than any exercise needs')]);
    expect(await problems('services: &s {app: {image: x, x-self: *s}}')).toEqual([
      expect.stringContaining('more than any exercise needs'),
    ]);
    for (const deep of ['[', '{a: ', '- ', '? ']) {
      expect(await problems(deep.repeat(50_000))).toEqual(['compose.yaml:1:1: It is nested too deeply.']);
    }
    expect(await problems(`services: {app: {image: x}}\n#${'x'.repeat(256 * 1024)}`)).toEqual([
      expect.stringContaining('at most 262144 are read'),
    ]);
  });

  it('names of JavaScript’s own are only names', async () => {
    expect(await appProblems('constructor: x')).toEqual([expect.stringContaining('no key `constructor`')]);
    const { services } = await read('services: {app: {image: x, environment: {__proto__: p, toString: t}}}');
    expect(Object.entries(services.app?.environment ?? {})).toEqual([
      ['__proto__', 'p'],
      ['toString', 't'],
    ]);
  });

  it('a stranger’s work: more is refused', async () => {
    file('a.env', 'A=1');
    const strict = { level: 'strict' } as const;
    for (const lines of [
      'env_file: a.env',
      'volumes: ["./src:/app"]',
      'dns: 8.8.8.8',
      'extra_hosts: ["a:1.2.3.4"]',
    ]) {
      expect(await appProblems(lines, strict)).toHaveLength(1);
    }
    expect(await app('ports: ["5000:5000"]\ncontainer_name: x', strict)).toMatchObject({
      publishedPorts: [5000],
    });
  });

  it.each([
    ['image: evil.example/python', 'is not among the images that a submission may use'],
    ['image: docker.io/evil/x', 'is not among the images that a submission may use'],
    ['image: ../x', 'is no name of an image'],
    [`image: python\nenvironment: {A: "${'x'.repeat(33_000)}"}`, 'at most 100 with 32 KiB'],
    [
      `image: python\nenvironment: {${Array.from({ length: 101 }, (_, n) => `A${n}: 1`).join(', ')}}`,
      'has 101 variables',
    ],
    ['image: python\nhealthcheck: {interval: 1ms}', 'runs every `1ms`'],
    ['image: python\nhealthcheck: {start_interval: 50ms}', 'runs every `50ms`'],
    ['image: python\nstop_grace_period: 24h', 'at most 60 seconds'],
    ['image: python\ntmpfs: "/x:size=100g"', 'too much memory'],
    ['image: python\ntmpfs: "/x:size=90%"', 'the option `size=90%` is not taken'],
    ['image: python\ntmpfs: "/x:suid"', 'the option `suid` is not taken'],
    ['image: python\ntmpfs: x', 'begins with `/`'],
    [`image: python\nvolumes: [${Array.from({ length: 13 }, (_, n) => `/v${n}`)}]`, 'at most 12 are made'],
    ['image: python\nhostname: lab', 'takes the name `lab`'],
    ['image: python\ncontainer_name: microlab-gateway', 'takes the name `microlab-gateway`'],
    ['image: python\nnetworks: {default: {aliases: [localhost]}}', 'takes the name `localhost`'],
    [
      `image: python\nnetworks: {default: {aliases: [${Array.from({ length: 11 }, (_, n) => `a${n}`)}]}}`,
      'has 11 further names',
    ],
    ['build: {context: app, args: {BUILDKIT_SYNTAX: evil/x}}', 'may not set the argument `BUILDKIT_SYNTAX`'],
    ['build: {context: app, args: [BUILDKIT_SYNTAX=evil/x]}', 'may not set the argument `BUILDKIT_SYNTAX`'],
  ])('a stranger’s work may not set %.60s', async (lines, words) => {
    const compose = `services:\n  app:\n${lines.replace(/^/gm, '    ')}\n`;
    const found = await problems(compose, { level: 'strict' });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
    const own = await problems(compose);
    expect(own).toEqual([]);
  });

  it('no service of a stranger’s takes the name of another one for its machine', async () => {
    const strict = { level: 'strict', services: [] as string[] } as const;
    const stolen = 'services: {app: {image: python}, thief: {image: python, hostname: app}}';
    expect(await problems(stolen, { ...strict })).toEqual([expect.stringContaining('takes the name `app`')]);
    const own = 'services: {app: {image: python, hostname: app}}';
    expect(await problems(own, { ...strict })).toEqual([]);
  });

  it('a stranger’s work may not have too many services, nor the verifier’s names', async () => {
    const many = Array.from({ length: 13 }, (_, n) => `s${n}: {image: python}`).join(', ');
    const strict = { level: 'strict', services: [] } as const;
    const given = { ...strict, services: [...strict.services] };
    expect(await problems(`services: {${many}}`, given)).toEqual([
      expect.stringContaining('has 13 services: at most 12 are run'),
    ]);
    for (const compose of [
      'services: {lab: {image: python}}',
      'services: {a: {image: python}, b: {image: python, links: ["a:lab"]}}',
    ])
      expect(await problems(compose, given)).toEqual([expect.stringContaining('takes the name `lab`')]);
  });

  it('a stranger’s work may use its own images, official ones, and those of the exam', async () => {
    const compose = (image: string) =>
      `services: {app: {build: app, image: mine/app}, second: {image: mine/app}, third: {image: "${image}"}}`;
    file('compose.yaml', compose('redis:8'));
    expect((await readProject(root, ['app'], 'strict')).services.third?.image).toBe('redis:8');
    file('compose.yaml', compose('school.example/base:2'));
    const own = await readProject(root, ['app'], 'strict', [], ['school.example/base']);
    expect(own.services.third?.image).toBe('school.example/base:2');
  });

  it('what is honest stays allowed in a stranger’s work', async () => {
    const lines =
      'tmpfs: ["/run", "/tmp:size=64m,mode=1777"]\nhealthcheck: {interval: 500ms, start_interval: 100ms}\nstop_grace_period: 20s\nrestart: always\ninit: true\nenvironment: {DOCKER_HOST: "tcp://x"}\nhostname: broker';
    expect(await appProblems(lines, { level: 'strict' })).toEqual([]);
  });

  it('nobody takes the name of what the verifier adds', async () => {
    const { services } = await read('services: {app: {image: x, container_name: kafka}}', {
      provided: ['kafka'],
    });
    expect(services.app?.aliases).toEqual([]);
  });

  it('says everything at once, in the order of the file, with the fix', async () => {
    const compose = `version: "3"
services:
  user-service:
    build: ./app
    privileged: true
    enviroment: {A: 1}
  orders-service:
    image: x
    volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
    network_mode: host
    depends_on: [user-servcie]
`;
    const thrown = await read(compose, { services: ['user-service', 'order-service'] }).catch(error => error);
    expect([thrown.message, ...thrown.details, thrown.fix].join('\n')).toMatchInlineSnapshot(`
      "compose.yaml cannot be used: 6 things must be mended.
      compose.yaml:2:1: The service \`order-service\` of the exercise is missing. The file has \`user-service\`, \`orders-service\`. Did you mean "orders-service"?
      compose.yaml:5:5: Service \`user-service\` may not set \`privileged\`: it gives the container more rights than any exercise needs.
      compose.yaml:6:5: Service \`user-service\` has no key \`enviroment\` in compose files. Did you mean "environment"?
      compose.yaml:9:15: \`orders-service\` mounts the socket of the Docker engine: whoever has it rules the whole machine.
      compose.yaml:10:5: Service \`orders-service\` may not set \`network_mode\`: every service joins one network of the run, where each is reached by its name.
      compose.yaml:11:18: \`orders-service\` depends on \`user-servcie\`, which is no service of this file. Did you mean "user-service"?
      Change these lines of compose.yaml and run again."
    `);
  });
});
