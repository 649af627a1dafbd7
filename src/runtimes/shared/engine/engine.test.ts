import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MissingError } from '../../../errors.ts';
import { environmentOf, type Machine, namedEndpoint, usualEndpoints } from './endpoints.ts';
import { type Engine, findEngine } from './engine.ts';
import { diskFull, explain } from './missing.ts';

let home: string;
const servers: Server[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'microlab-engine-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(home, { recursive: true });
});

const machine = (env: Machine['env'] = {}, platform: NodeJS.Platform = 'linux'): Machine => ({
  env,
  home,
  platform,
  exists: existsSync,
  read: file => readFileSync(file, 'utf8'),
});

/** Something that answers as an engine does to `_ping`, on a socket or on a port. */
async function fakeEngine(where: string | number): Promise<Server> {
  const server = createServer((_, response) => response.end('OK'));
  servers.push(server);
  await new Promise<void>(resolve => server.listen(where as number, resolve));
  return server;
}

function writeContext(name: string, docker: object, { current = true, tls = false } = {}): string {
  const id = createHash('sha256').update(name).digest('hex');
  const folder = path.join(home, '.docker');
  mkdirSync(path.join(folder, 'contexts/meta', id), { recursive: true });
  writeFileSync(
    path.join(folder, 'contexts/meta', id, 'meta.json'),
    JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker } }),
  );
  writeFileSync(path.join(folder, 'config.json'), JSON.stringify(current ? { currentContext: name } : {}));
  const certificates = path.join(folder, 'contexts/tls', id, 'docker');
  if (tls) mkdirSync(certificates, { recursive: true });
  return certificates;
}

describe('where the docker command would look', () => {
  it('DOCKER_HOST wins over a context', () => {
    writeContext('colima', { Host: 'unix:///somewhere.sock' });
    expect(namedEndpoint(machine({ DOCKER_HOST: 'tcp://build:2375', DOCKER_CONTEXT: 'colima' }))).toEqual({
      endpoint: {
        host: 'tcp://build:2375',
        certificates: undefined,
        verify: false,
        describe: 'tcp://build:2375 (DOCKER_HOST)',
      },
    });
  });

  it('DOCKER_HOST with certificates', () => {
    const named = namedEndpoint(
      machine({ DOCKER_HOST: 'tcp://b:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }),
    );
    if (!named || 'wrong' in named) throw new Error('not found');
    expect(environmentOf(named.endpoint)).toEqual({
      DOCKER_HOST: 'tcp://b:2376',
      DOCKER_CERT_PATH: '/certs',
      DOCKER_TLS_VERIFY: '1',
    });
  });

  it('the current context of the configuration', () => {
    writeContext('colima', { Host: 'unix:///c.sock', SkipTLSVerify: false });
    expect(namedEndpoint(machine())).toMatchObject({
      endpoint: { host: 'unix:///c.sock', describe: 'unix:///c.sock (context colima)' },
    });
  });

  it('DOCKER_CONTEXT, with its certificates', () => {
    const certificates = writeContext('lab', { Host: 'tcp://lab:2376' }, { current: false, tls: true });
    expect(namedEndpoint(machine())).toBeNull();
    expect(namedEndpoint(machine({ DOCKER_CONTEXT: 'lab' }))).toMatchObject({
      endpoint: { host: 'tcp://lab:2376', certificates, verify: true },
    });
  });

  it('DOCKER_CONFIG moves the configuration', () => {
    writeContext('lab', { Host: 'unix:///l.sock' });
    const moved = { ...machine({ DOCKER_CONFIG: path.join(home, '.docker') }), home: '/nowhere' };
    expect(namedEndpoint(moved)).toMatchObject({ endpoint: { host: 'unix:///l.sock' } });
  });

  it('the context `default` names nothing', () => {
    expect(namedEndpoint(machine({ DOCKER_CONTEXT: 'default' }))).toBeNull();
  });

  it('a broken configuration file names nothing', () => {
    mkdirSync(path.join(home, '.docker'));
    writeFileSync(path.join(home, '.docker/config.json'), '{');
    expect(namedEndpoint(machine())).toBeNull();
  });

  it('a context that is gone is said so', async () => {
    const found = await findEngine(machine({ DOCKER_CONTEXT: 'gone' }));
    expect(found).toBeInstanceOf(MissingError);
    expect((found as MissingError).message).toContain('"gone"');
  });

  it('the usual sockets in their order', () => {
    const hosts = usualEndpoints(machine({ XDG_RUNTIME_DIR: '/run/user/7' })).map(({ host }) => host);
    expect(hosts.slice(0, 3)).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/7/docker.sock',
      `unix://${home}/.docker/run/docker.sock`,
    ]);
    expect(usualEndpoints(machine({}, 'win32'))[0]?.host).toBe('npipe:////./pipe/docker_engine');
  });
});

describe('finding an engine', () => {
  it('on a socket', async () => {
    const socket = path.join(home, 'd.sock');
    await fakeEngine(socket);
    const found = (await findEngine(machine({ DOCKER_HOST: `unix://${socket}` }))) as Engine;
    expect(found.describe).toContain(socket);
    expect(found.env).toEqual({ DOCKER_HOST: `unix://${socket}` });
  });

  it('on a port', async () => {
    const address = (await fakeEngine(0)).address() as { port: number };
    const found = await findEngine(machine({ DOCKER_HOST: `tcp://127.0.0.1:${address.port}` }));
    expect(found).not.toBeInstanceOf(MissingError);
  });

  it('says that nothing runs behind a named socket', async () => {
    const found = await findEngine(machine({ DOCKER_HOST: `unix://${home}/none.sock` }));
    expect(found).toMatchObject({ message: 'The Docker engine is not running.', exitCode: 3 });
  });

  it.skipIf(process.getuid?.() === 0)('says that the socket may not be used', async () => {
    const socket = path.join(home, 'd.sock');
    await fakeEngine(socket);
    chmodSync(socket, 0);
    const found = await findEngine(machine({ DOCKER_HOST: `unix://${socket}` }));
    expect(found).toMatchObject({ message: expect.stringContaining('permission') });
  });

  it('says that a host does not answer', async () => {
    const found = await findEngine(machine({ DOCKER_HOST: 'tcp://nobody.invalid:2375' }));
    expect(found).toMatchObject({ message: 'The Docker engine cannot be reached.' });
  });
});

describe('what is missing', () => {
  const endpoint = { host: 'unix:///var/run/docker.sock', describe: '/var/run/docker.sock' };
  const cause = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

  it.each([
    ['ENOENT', false, 'Docker is not installed.', 'docs.docker.com/engine/install'],
    ['ENOENT', true, 'The Docker engine is not running.', 'systemctl start docker'],
    ['ECONNREFUSED', true, 'The Docker engine is not running.', 'systemctl start docker'],
    ['EACCES', true, 'You have no permission to use the Docker engine.', 'usermod -aG docker'],
    ['ECONNRESET', true, 'The Docker engine cannot be reached.', 'docker info'],
  ])('%s, command there: %s', (code, installed, message, fix) => {
    const missing = explain(endpoint, cause(code), installed);
    expect(missing).toMatchObject({ message, exitCode: 3 });
    expect(missing.fix).toContain(fix);
  });

  it('a full disk', () => {
    const said = 'a\nwrite /var/lib/docker/tmp/x: no space left on device\nb';
    expect(diskFull(said)?.details).toEqual(['write /var/lib/docker/tmp/x: no space left on device']);
    expect(diskFull(new Error('something else'))).toBeNull();
  });
});
