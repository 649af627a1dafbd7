import { existsSync, readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { homedir } from 'node:os';
import path from 'node:path';
import Docker from 'dockerode';
import { execa } from 'execa';
import { MissingError } from '../../../errors.ts';
import { type Endpoint, environmentOf, type Machine, namedEndpoint, usualEndpoints } from './endpoints.ts';
import { codeOf, explain } from './missing.ts';

/** An engine that has answered. */
export interface Engine {
  docker: Docker;
  /** Where it is, for people. */
  describe: string;
  /** What the docker command needs to reach the same engine. */
  env: Record<string, string>;
}

const ANSWER_MS = 10_000;

/** Finds the engine that the docker command would use, or says what is missing. */
export async function findEngine(machine: Machine = thisMachine()): Promise<Engine | MissingError> {
  const named = namedEndpoint(machine);
  if (named && 'wrong' in named) return new MissingError(named.wrong, { fix: named.fix });
  const endpoints = named ? [named.endpoint] : usualEndpoints(machine);
  const failures: { endpoint: Endpoint; cause: unknown }[] = [];
  for (const endpoint of endpoints) {
    try {
      const docker = connect(endpoint, machine);
      await answers(docker);
      return { docker, describe: endpoint.describe, env: environmentOf(endpoint) };
    } catch (cause) {
      failures.push({ endpoint, cause });
    }
  }
  // A socket that is there and does not let one in says more than one that is not there.
  const telling = failures.find(({ cause }) => codeOf(cause) !== 'ENOENT') ?? failures[0];
  if (!telling) throw new Error('no place to look for an engine');
  const installed =
    named !== null || codeOf(telling.cause) !== 'ENOENT' || (await dockerVersion([])).installed;
  return explain(telling.endpoint, telling.cause, installed);
}

/** Is the command `docker compose` here? Returns what is missing, or null. */
export async function composePlugin(): Promise<MissingError | null> {
  const { installed, ok, output } = await dockerVersion(['compose']);
  if (ok) return null;
  if (!installed) {
    return new MissingError(
      'The docker command is missing: an engine runs, but microlab also needs its command line.',
      {
        fix: 'Install docker-ce-cli (from Docker’s own package source) or docker-cli, and the package docker-compose-plugin.',
      },
    );
  }
  return new MissingError('The docker command has no compose plugin: `docker compose version` fails.', {
    details: output ? [output] : [],
    fix: 'Install the package docker-compose-plugin (from Docker’s own package source), docker-compose-v2 (Ubuntu) or docker-compose (Debian 13, Homebrew).',
  });
}

async function answers(docker: Docker): Promise<void> {
  // The client takes a signal; its type definitions do not know that.
  const ping = docker.ping.bind(docker) as (options: { abortSignal: AbortSignal }) => Promise<unknown>;
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    await ping({ abortSignal: signal });
  } catch (thrown) {
    throw signal.aborted ? new Error(`none within ${ANSWER_MS / 1000} seconds`) : thrown;
  }
}

function connect({ host, certificates, verify }: Endpoint, { read }: Machine): Docker {
  const [scheme = '', rest = ''] = host.split('://');
  // Every key is given, so that nothing is taken from the environment a second time.
  const nothing = { host: undefined, socketPath: undefined, port: undefined };
  if (scheme === 'unix' || scheme === 'npipe')
    return new Docker({ ...nothing, socketPath: rest, protocol: 'http' });
  const url = new URL(`http://${rest}`);
  const where = { ...nothing, host: url.hostname, port: url.port };
  if (scheme === 'ssh') {
    const sshOptions = { agent: process.env.SSH_AUTH_SOCK };
    return new Docker({
      ...where,
      port: url.port || 22,
      protocol: 'ssh',
      username: url.username,
      sshOptions,
    });
  }
  if (!certificates) return new Docker({ ...where, port: url.port || 2375, protocol: 'http' });
  const pem = (name: string) => read(path.join(certificates, `${name}.pem`));
  const keys = { ca: pem('ca'), cert: pem('cert'), key: pem('key') };
  const agent = verify ? undefined : new Agent({ ...keys, rejectUnauthorized: false });
  const secure = { ...where, ...keys, port: url.port || 2376, protocol: 'https' as const, agent };
  return new Docker(secure);
}

/** Asks the docker command for a version: of itself, or of one of its plugins. */
async function dockerVersion(plugin: readonly string[]) {
  const args = plugin.length > 0 ? [...plugin, 'version', '--short'] : ['--version'];
  const { exitCode, code, stderr } = await execa('docker', args, {
    reject: false,
    timeout: ANSWER_MS,
    stdin: 'ignore',
  });
  return { installed: code !== 'ENOENT', ok: exitCode === 0, output: stderr.split('\n')[0] ?? '' };
}

function thisMachine(): Machine {
  return {
    env: process.env,
    home: homedir(),
    platform: process.platform,
    exists: existsSync,
    read: file => readFileSync(file, 'utf8'),
  };
}
