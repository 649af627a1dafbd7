import { brokerService } from './broker.ts';
import type { Build, Condition, Healthcheck, Mount, Project, ProjectService } from './project.ts';
import { limitedTmpfs, TMPFS_BYTES } from './tmpfs.ts';

/** What one container may use. */
interface Limits {
  /** As compose writes sizes, such as `2g`. Swap is not given on top. */
  memory: string;
  processes: number;
  cpus?: number;
  /** Of each of two log files. */
  log: string;
}

export interface WriteOptions {
  /** Put on every container, image and volume. */
  labels: Readonly<Record<string, string>>;
  /** A network that exists already. */
  network: string;
  /** The name of the image that is built for a service. */
  imageName(service: string): string;
  /** Variables on top of the learner's, by service. */
  environment?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Container ports to publish on free ports of 127.0.0.1, by service. */
  publish: Readonly<Record<string, readonly number[]>> | false;
  /** The image of a broker to add as `kafka`; null where none is needed, or the learner has one. */
  broker?: string | null;
  limits?: Limits;
  /** Milliseconds between two health checks of a service, in place of the learner's timing: their command stays. */
  healthEveryMs?: Readonly<Record<string, number>>;
  /** Does the engine know `start_interval`? */
  startInterval?: boolean;
  /** For a stranger's work: no capabilities, and no way to get any. */
  harden?: boolean;
}

const BROKER = 'kafka';
const LIMITS: Limits = { memory: '2g', processes: 1024, log: '10m' };

/** The text of a compose file (JSON, which is YAML too) that says what the project says, and what the run needs. */
export function writeProject(project: Project, options: WriteOptions): string {
  const { labels, network, broker } = options;
  const services = { ...project.services, ...(broker ? { [BROKER]: brokerService(broker) } : {}) };
  // The broker of ours has no health check: the runtime waits for it before it starts the others.
  const condition = (name: string, wanted: Condition) =>
    broker && name === BROKER ? 'service_started' : wanted;
  const file = {
    services: mapValues(services, (service, name) => {
      const known = Object.entries(service.dependsOn).filter(([other]) => other in services);
      const dependsOn = known.map(([other, wanted]) => [other, { condition: condition(other, wanted) }]);
      return { ...written(name, service, options), depends_on: Object.fromEntries(dependsOn) };
    }),
    volumes: Object.fromEntries(project.volumes.map(name => [name, { labels }])),
    networks: { lab: { name: network, external: true } },
  };
  return JSON.stringify(literal(file), null, 2);
}

function written(name: string, service: ProjectService, options: WriteOptions) {
  const { labels, imageName, limits = LIMITS, harden = false } = options;
  const published = options.publish ? (options.publish[name] ?? []) : [];
  const secured = harden || service.noNewPrivileges;
  return {
    image: service.build ? imageName(name) : service.image,
    build: service.build && buildOf(service.build, labels),
    platform: service.platform,
    command: service.command,
    entrypoint: service.entrypoint,
    environment: { ...service.environment, ...options.environment?.[name] },
    working_dir: service.workingDir,
    user: service.user,
    hostname: service.hostname,
    healthcheck: timed(service.healthcheck, options.healthEveryMs?.[name], options.startInterval),
    restart: service.restart,
    volumes: service.volumes.map(mount => mountOf(mount, harden)),
    tmpfs: harden ? service.tmpfs.map(limitedTmpfs) : service.tmpfs,
    expose: service.expose,
    stop_signal: service.stopSignal,
    stop_grace_period: service.stopGracePeriod,
    init: service.init,
    read_only: service.readOnly,
    cap_drop: harden ? ['ALL'] : service.capDrop,
    security_opt: secured ? ['no-new-privileges:true'] : [],
    labels,
    networks: { lab: { aliases: service.aliases } },
    ports: published.map(target => ({ target, host_ip: '127.0.0.1', protocol: 'tcp' })),
    mem_limit: limits.memory,
    memswap_limit: limits.memory,
    pids_limit: limits.processes,
    cpus: limits.cpus,
    logging: { driver: 'json-file', options: { 'max-size': limits.log, 'max-file': '2' } },
  };
}

function buildOf({ context, dockerfile, target, args }: Build, labels: WriteOptions['labels']) {
  return { context, dockerfile, target, args, labels };
}

/** Without a command of its own it keeps that of the image. */
function timed(check: Healthcheck | undefined, everyMs: number | undefined, startInterval = false) {
  if (everyMs === undefined || check?.disable) return check && healthcheckOf(check);
  return {
    test: check?.test,
    interval: `${everyMs}ms`,
    timeout: '4s',
    retries: 2,
    // On a busy machine a check takes seconds: until the first one succeeds, failures do not count for a while.
    start_period: '15s',
    // Five seconds if not given. Where the engine does not know it, the first check is one interval after the start.
    start_interval: startInterval ? '1s' : undefined,
  };
}

function healthcheckOf(check: Healthcheck) {
  const { test, interval, timeout, retries, disable } = check;
  return {
    test,
    interval,
    timeout,
    retries,
    disable,
    start_period: check.startPeriod,
    start_interval: check.startInterval,
  };
}

function mountOf(mount: Mount, harden: boolean) {
  if (mount.type === 'tmpfs')
    return { type: mount.type, target: mount.target, tmpfs: harden ? { size: TMPFS_BYTES } : undefined };
  return { type: mount.type, source: mount.source, target: mount.target, read_only: mount.readOnly };
}

/** Compose puts variables into every text that it reads: what stands here is meant as it is. */
function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literal);
  if (value === null || typeof value !== 'object') return value;
  return mapValues(value as Record<string, unknown>, literal);
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
