import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Stage } from './dockerfile.ts';
import { commandOf, environmentOf } from './variables.ts';

const root = mkdtempSync(join(tmpdir(), 'microlab-root-'));
mkdirSync(join(root, 'app/src'), { recursive: true });
writeFileSync(join(root, 'app/run.py'), '');
afterAll(() => rmSync(root, { recursive: true, force: true }));

const plain: Stage = {
  image: 'python:3',
  env: {},
  workdir: '/app',
  steps: [],
  entrypoint: null,
  cmd: null,
  stopSignal: null,
  leftOut: [],
};
const contract = { port: 5000, uses: {}, env: {}, orElse: null, files: {}, healthEveryMs: null };
const setting = {
  root,
  venv: '/venv-of-test',
  port: 40123,
  contract,
  places: [
    { name: 'user-service', contractPort: 5001, address: '127.0.0.1:40124' },
    { name: 'kafka', contractPort: 9092, address: '127.0.0.1:40125' },
  ],
};

describe('environmentOf', () => {
  const environment = (env: Record<string, string>, parts = {}) =>
    environmentOf(
      { stage: { ...plain, env }, environment: {} },
      { ...setting, contract: { ...contract, ...parts } },
    );

  it('gives the port and the addresses of what the service uses', () => {
    expect(
      environment(
        { PORT: '5000', GUNICORN_PORT: '5000' },
        { uses: { 'user-service': 'USERS', kafka: 'BROKER' } },
      ),
    ).toMatchObject({
      PORT: '40123',
      GUNICORN_PORT: '40123',
      USERS: 'http://127.0.0.1:40124',
      BROKER: '127.0.0.1:40125',
    });
  });

  it('puts addresses of this machine in the place of the contract’s', () => {
    expect(environment({ URL: 'http://user-service:5001/users' })).toMatchObject({
      URL: 'http://127.0.0.1:40124/users',
    });
  });

  it('maps paths of the image, and leaves other texts alone', () => {
    expect(
      environment({
        PYTHONPATH: '/app:/app/src',
        NEW: '/app/data.db',
        ROUTE: '/users',
        TOOL: '/usr/bin/env',
      }),
    ).toMatchObject({
      PYTHONPATH: `${root}/app:${root}/app/src`,
      NEW: `${root}/app/data.db`,
      ROUTE: '/users',
      TOOL: '/usr/bin/env',
    });
  });

  it('puts the contract’s files where they can be written', () => {
    const given = environment(
      {},
      { env: { STORE: '/data/all.txt', LIMIT: '5' }, files: { EVENTS: '/data/e.jsonl' } },
    );
    expect(given).toMatchObject({
      STORE: `${root}/data/all.txt`,
      LIMIT: '5',
      EVENTS: `${root}/data/e.jsonl`,
    });
  });

  it('keeps the image’s own PATH out', () => {
    expect(environment({ PATH: '/opt/venv/bin' }).PATH).toMatch(/^\/venv-of-test\/bin:/);
  });
});

describe('commandOf', () => {
  const command = (stage: Partial<Stage>, asked = {}) =>
    commandOf({ stage: { ...plain, ...stage }, environment: {}, ...asked }, setting);

  it('joins ENTRYPOINT and CMD', () => {
    expect(command({ entrypoint: { words: ['python'] }, cmd: { words: ['run.py'] } })).toEqual([
      'python',
      'run.py',
    ]);
  });

  it('gives a text to the shell, which ignores CMD', () => {
    const shell = { shell: 'exec python /app/run.py' };
    expect(command({ entrypoint: shell, cmd: { words: ['x'] } })).toEqual([
      '/bin/sh',
      '-c',
      `exec python ${root}/app/run.py`,
    ]);
  });

  it('puts its port in the place of the contract’s', () => {
    const words = [
      'gunicorn',
      '-b',
      '0.0.0.0:5000',
      '--port',
      '5000',
      '--port=5000',
      '--timeout',
      '5000',
      'app:app',
    ];
    expect(command({ cmd: { words } })).toEqual([
      'gunicorn',
      '-b',
      '0.0.0.0:40123',
      '--port',
      '40123',
      '--port=40123',
      '--timeout',
      '5000',
      'app:app',
    ]);
  });

  it('prefers what the compose file says', () => {
    expect(command({ cmd: { words: ['x'] } }, { command: 'python "run.py"' })).toEqual(['python', 'run.py']);
    expect(command({ entrypoint: { words: ['a'] }, cmd: { words: ['b'] } }, { entrypoint: ['c'] })).toEqual([
      'c',
    ]);
    expect(command({})).toEqual([]);
  });
});
