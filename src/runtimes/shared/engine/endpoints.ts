import { createHash } from 'node:crypto';
import path from 'node:path';

/** What the search for an engine sees of this machine. */
export interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  platform: NodeJS.Platform;
  exists(path: string): boolean;
  /** Throws where the file cannot be read. */
  read(path: string): string;
}

/** Where an engine may be reached. */
export interface Endpoint {
  /** As DOCKER_HOST has it: `unix:///var/run/docker.sock`, `tcp://host:2376`. */
  host: string;
  /** The folder with ca.pem, cert.pem and key.pem, where the connection is encrypted. */
  certificates?: string | undefined;
  /** Is the engine's certificate checked? */
  verify?: boolean;
  /** For people: where it comes from. */
  describe: string;
}

/** The docker command looks in one place only where a person has named it; a name that leads nowhere is `wrong`. */
export type Named = { endpoint: Endpoint } | { wrong: string; fix: string } | null;

const configFolder = ({ env, home }: Machine) => env.DOCKER_CONFIG || path.join(home, '.docker');

/** DOCKER_HOST, else the context of DOCKER_CONTEXT or of Docker's configuration: the docker command's own order. */
export function namedEndpoint(machine: Machine): Named {
  return fromHost(machine) ?? fromContext(machine);
}

function fromHost(machine: Machine): Named {
  const { env } = machine;
  if (!env.DOCKER_HOST) return null;
  const host = env.DOCKER_HOST.includes('://') ? env.DOCKER_HOST : `tcp://${env.DOCKER_HOST}`;
  const encrypted = Boolean(env.DOCKER_TLS_VERIFY || env.DOCKER_TLS);
  const certificates = encrypted ? env.DOCKER_CERT_PATH || configFolder(machine) : undefined;
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  return { endpoint: { host, certificates, verify, describe: `${host} (DOCKER_HOST)` } };
}

interface ContextMeta {
  Endpoints?: { docker?: { Host?: string; SkipTLSVerify?: boolean } };
}

function fromContext(machine: Machine): Named {
  const folder = configFolder(machine);
  const configFile = path.join(folder, 'config.json');
  const config = readJson<{ currentContext?: string }>(machine, configFile);
  const name = machine.env.DOCKER_CONTEXT || config?.currentContext;
  if (!name || name === 'default') return null;
  const id = createHash('sha256').update(name).digest('hex');
  const meta = readJson<ContextMeta>(machine, path.join(folder, 'contexts', 'meta', id, 'meta.json'));
  const host = meta?.Endpoints?.docker?.Host;
  if (!host) {
    const where = machine.env.DOCKER_CONTEXT ? 'DOCKER_CONTEXT' : configFile;
    return {
      wrong: `The Docker context "${name}", which ${where} names, does not exist.`,
      fix: 'docker context use default   (or unset DOCKER_CONTEXT; `docker context ls` shows those that there are)',
    };
  }
  const tls = path.join(folder, 'contexts', 'tls', id, 'docker');
  const certificates = machine.exists(tls) ? tls : undefined;
  const verify = !meta.Endpoints?.docker?.SkipTLSVerify;
  return { endpoint: { host, certificates, verify, describe: `${host} (context ${name})` } };
}

/** Where engines are found when nobody has named one, in the order in which they are tried. */
export function usualEndpoints({ env, home, platform }: Machine): Endpoint[] {
  if (platform === 'win32')
    return [{ host: 'npipe:////./pipe/docker_engine', describe: 'Docker Desktop (named pipe)' }];
  const sockets: [string, string][] = [
    ['/var/run/docker.sock', 'the machine’s engine'],
    ...(env.XDG_RUNTIME_DIR
      ? ([[path.join(env.XDG_RUNTIME_DIR, 'docker.sock'), 'rootless']] as [string, string][])
      : []),
    [path.join(home, '.docker/run/docker.sock'), 'Docker Desktop'],
    [path.join(home, '.docker/desktop/docker.sock'), 'Docker Desktop'],
    [path.join(home, '.colima/default/docker.sock'), 'colima'],
    [path.join(home, '.orbstack/run/docker.sock'), 'OrbStack'],
    [path.join(home, '.rd/docker.sock'), 'Rancher Desktop'],
  ];
  return sockets.map(([socket, what]) => ({ host: `unix://${socket}`, describe: `${socket} (${what})` }));
}

/** The variables that lead the docker command to the same engine. */
export function environmentOf({ host, certificates, verify }: Endpoint): Record<string, string> {
  if (!certificates) return { DOCKER_HOST: host };
  return {
    DOCKER_HOST: host,
    DOCKER_CERT_PATH: certificates,
    ...(verify ? { DOCKER_TLS_VERIFY: '1' } : { DOCKER_TLS: '1' }),
  };
}

function readJson<T>({ exists, read }: Machine, file: string): T | null {
  if (!exists(file)) return null;
  try {
    return JSON.parse(read(file)) as T;
  } catch {
    return null;
  }
}
