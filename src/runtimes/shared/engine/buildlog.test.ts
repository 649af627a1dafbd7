import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MissingError, WorkFault } from '../../../errors.ts';
import { buildFault, sandboxedBuildFault } from './buildlog.ts';
import { readBuildLog } from './buildlog-read.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/buildlogs/${name}.txt`, import.meta.url), 'utf8').split(
    '\n',
  );

describe('who is at fault', () => {
  it.each([
    // The learner's Dockerfile or files.
    ['run-fails', 'work', `RUN python -c 'print("about to fail"); import nothing_here'`],
    ['multi-stage', 'work', 'RUN test -d /app   && echo found   || ls /nowhere/at/all'],
    ['copy-missing', 'work', 'COPY requirments.txt .'],
    ['pip-missing', 'work', 'RUN pip install --no-cache-dir -r requirements.txt'],
    ['pip-version', 'work', 'RUN pip install --no-cache-dir flask==99.0'],
    ['npm-missing', 'work', 'RUN npm install flaskk-restt-nope-xyz'],
    ['apt-missing', 'work', 'RUN apt-get update && apt-get install -y curll-nope'],
    ['go-missing', 'work', 'RUN go get github.com/gorilla/mux@v1.99.0'],
    ['unknown-instruction', 'work', null],
    ['copy-syntax', 'work', null],
    ['stage-missing', 'work', null],
    ['base-bad-name', 'work', null],
    ['base-missing', 'work', 'FROM localhost:5000/library/python:3.99-slim'],
    ['current-base-missing', 'work', 'FROM pyhton:3.13-slim'],
    // The machine.
    ['base-unreachable', 'base-image', 'FROM ubuntu:24.04'],
    ['base-refused', 'base-image', 'FROM localhost:9/team/python:3.13'],
    ['base-503', 'base-image', 'FROM localhost:5000/broken/python:3.99-slim'],
    ['base-limit', 'base-image', 'FROM localhost:5000/limit/python:3.99-slim'],
    ['base-denied', 'base-image', 'FROM localhost:5000/private/python:3.99-slim'],
    ['from-unreachable', 'base-image', 'FROM nobody/nothing:1'],
    ['frontend', 'base-image', 'FROM docker/dockerfile:1'],
    ['current-base-unreachable', 'base-image', 'FROM python:3.13-slim'],
    ['pip-offline', 'network', 'RUN pip install --no-cache-dir --retries 2 flask'],
    ['apt-offline', 'network', 'RUN apt-get update && apt-get install -y curl'],
    ['go-offline', 'network', 'RUN go mod download'],
    ['add-remote', 'network', 'http://files.invalid/x.tar.gz'],
    ['disk-full', 'disk', 'RUN dd if=/dev/zero of=/dev/full bs=1M count=4'],
  ])('%s: %s', (name, kind, step) => {
    expect(readBuildLog(fixture(name))).toMatchObject({ kind, step });
  });

  it.each(['npm-offline', 'pip-refused'])('%s: network', name => {
    expect(readBuildLog(fixture(name)).kind).toBe('network');
  });

  it('a refused connection of a step that fetches nothing is the work’s own', () => {
    const output = fixture('run-fails').map(line =>
      line.replace('ModuleNotFoundError', 'ConnectionRefusedError: Connection refused'),
    );
    expect(readBuildLog(output).kind).toBe('work');
  });

  it.each([
    ['nothing at all', []],
    ['no engine', ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock.']],
    [
      'a builder that broke',
      ['failed to solve: rpc error: code = Unavailable desc = error reading from server: EOF'],
    ],
  ])('%s is unclear', (_, output) => {
    expect(readBuildLog(output).kind).toBe('unclear');
  });
});

describe('whose image, and where', () => {
  it.each([
    ['run-fails', 'user-service', null],
    ['two', 'order-service', null],
    ['parse-two', 'order-service', 2],
    ['unknown-instruction', 'user-service', 3],
    ['current-run-fails', 'order-service', 4],
    ['current-parse-error', 'order-service', 3],
    ['current-base-missing', 'user-service', 1],
    ['current-base-unreachable', null, 1],
  ])('%s: %s, line %s', (name, service, line) => {
    expect(readBuildLog(fixture(name))).toMatchObject({ service, line });
  });

  it('leaves away the names that the builder made up for what it looked into', () => {
    const { reason } = readBuildLog([
      '#1 [a internal] load build definition from Dockerfile',
      '#2 [a 2/2] COPY users.txt ./',
      '#2 ERROR: failed to calculate checksum of ref a76ac079-5e9a-4a06::qavfc5nu64124t0qtq9v59z0w: "/users.txt": not found',
    ]);
    expect(reason).toBe('"/users.txt": not found');
  });

  it('keeps the last lines of the failing step alone, thirty at most', () => {
    expect(readBuildLog(fixture('two')).lines).toEqual(['order breaks']);
    const loud = [
      '#1 [a internal] load build definition from Dockerfile',
      '#2 [a 2/2] RUN loud',
      ...Array.from({ length: 99 }, (_, index) => `#2 0.1 line ${index}`),
      '#2 ERROR: process "/bin/sh -c loud" did not complete successfully: exit code: 1',
    ];
    const { lines } = readBuildLog(loud);
    expect(lines).toHaveLength(30);
    expect(lines.at(-1)).toBe('line 98');
  });
});

describe('the error to throw', () => {
  it('of a failing step', () => {
    const fault = buildFault(fixture('pip-missing'));
    expect(fault).toBeInstanceOf(WorkFault);
    expect(fault.message).toMatchInlineSnapshot(`
      "The image of user-service cannot be built. This step of its Dockerfile fails:
        RUN pip install --no-cache-dir -r requirements.txt
      Its last lines:
        Collecting flask (from -r requirements.txt (line 1))
          Downloading flask-3.1.3-py3-none-any.whl (103 kB)
        ERROR: Could not find a version that satisfies the requirement flaskk-restt-nope==9.9 (from versions: none)
        ERROR: No matching distribution found for flaskk-restt-nope==9.9"
    `);
  });

  it('of a Dockerfile that cannot be parsed', () => {
    expect(buildFault(fixture('parse-two')).message).toMatchInlineSnapshot(
      `"The image of order-service cannot be built (line 2 of its Dockerfile): dockerfile parse error line 2: unknown instruction: RUNN"`,
    );
  });

  it('of a base image that does not exist', () => {
    expect(buildFault(fixture('current-base-missing')).message).toMatchInlineSnapshot(
      `"The image of user-service cannot be built (line 1 of its Dockerfile): there is no image pyhton:3.13-slim to start from (pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed)."`,
    );
  });

  it('of a base image that cannot be reached', () => {
    const missing = buildFault(fixture('base-unreachable'));
    expect(missing).toBeInstanceOf(MissingError);
    expect(missing.message).toBe('The image ubuntu:24.04 could not be fetched, so nothing was built.');
  });

  it('of a step without a network, and of a full disk', () => {
    expect(buildFault(fixture('pip-offline'))).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('reached no network'),
    });
    expect(buildFault(fixture('disk-full'))).toMatchObject({
      exitCode: 3,
      message: 'The disk of the Docker engine is full.',
    });
  });

  it('of a stranger’s build: its disk is its own, and so is what it does not reach while the indexes are there', async () => {
    const online = async () => true;
    const offline = async () => false;
    expect(await sandboxedBuildFault(fixture('disk-full'), online)).toBeInstanceOf(WorkFault);
    expect(await sandboxedBuildFault(fixture('pip-offline'), online)).toBeInstanceOf(WorkFault);
    expect(await sandboxedBuildFault(fixture('pip-offline'), offline)).toBeInstanceOf(MissingError);
    const killed = fixture('run-fails').map(line => line.replaceAll(/exit code: \d+/g, 'exit code: 137'));
    expect(buildFault(killed)).not.toBeInstanceOf(WorkFault);
    expect((await sandboxedBuildFault(killed, online)).message).toContain('exit code 137, out of memory');
    expect(await sandboxedBuildFault(['something odd'], online)).not.toBeInstanceOf(WorkFault);
    expect(await sandboxedBuildFault(fixture('run-fails'), online)).toEqual(buildFault(fixture('run-fails')));
  });

  it('of something unclear: neither the work nor a known lack', () => {
    const error = buildFault(['something odd']);
    expect(error).not.toBeInstanceOf(WorkFault);
    expect(error).not.toBeInstanceOf(MissingError);
    expect(error.message).toContain('something odd');
  });
});
