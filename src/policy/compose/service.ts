import type { Entry } from '../shared/tree.ts';
import { readBuild } from './build.ts';
import { readEnvFiles } from './envfile.ts';
import type { Volumes } from './mounts.ts';
import { readExpose, readPorts } from './ports.ts';
import { emptyService, type Healthcheck, type ProjectService } from './project.ts';
import {
  command,
  duration,
  flag,
  keyed,
  type Reading,
  shaped,
  sift,
  text,
  texts,
  wholeNumber,
} from './reading.ts';
import { DEPLOY, HEALTHCHECK, RESTART_POLICY, SERVICE } from './rules.ts';
import { holdService } from './strict.ts';
import { type Dependency, readDependsOn, readLinks, readNetworks } from './wiring.ts';

/** A service, and what can only be judged when all services are known. */
export interface ReadService {
  service: ProjectService;
  dependencies: Dependency[];
  /** Names that `links` gives to other services. */
  linkAliases: { service: string; alias: string }[];
  /** The name of the image that `build` makes: another service may use it. */
  tag: string | undefined;
  hasProfile: boolean;
  /** Where `image` stands. */
  image: Entry | undefined;
}

const HOST_NAME = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i;
const RESTART = /^(no|always|unless-stopped|on-failure(:\d+)?)$/;

/** Reads one service by the allow-list: what this function does not name cannot get into a run. */
export function readService(
  name: string,
  entry: Entry,
  networks: ReadonlySet<string>,
  volumes: Volumes,
  reading: Reading,
): ReadService {
  const { findings } = reading;
  const kept = sift(entry.value, SERVICE, `Service \`${name}\``, reading);
  const of = (key: string) => `\`${key}\` of \`${name}\``;
  const string = (key: string) => text(kept.get(key), of(key), reading);
  const boolean = (key: string) => flag(kept.get(key), of(key), reading);
  const built = kept.get('build');
  const image = string('image');
  if (!built && !image && entry.value.kind === 'map')
    findings.problem(
      entry.place,
      `Service \`${name}\` has neither \`build\` nor \`image\`: expected one of them.`,
    );

  const links = readLinks(kept.get('links'), name, reading);
  const aliases = readNetworks(kept.get('networks'), name, networks, reading);
  const containerName = shaped(
    kept.get('container_name'),
    HOST_NAME,
    of('container_name'),
    'a name of letters and digits',
    reading,
  );
  const containerEntry = kept.get('container_name');
  if (containerEntry)
    findings.leftOut(
      containerEntry.place,
      '`container_name` is left out, since the names of a run are its own. It still works as a name on the network.',
    );

  const service: ProjectService = {
    ...emptyService(),
    build: built && readBuild(built, name, reading),
    image: built ? undefined : image,
    platform: shaped(
      kept.get('platform'),
      /^linux\/[a-z0-9]+(\/v\d)?$/,
      of('platform'),
      'such as `linux/amd64`',
      reading,
    ),
    command: command(kept.get('command'), of('command'), reading),
    entrypoint: command(kept.get('entrypoint'), of('entrypoint'), reading),
    environment: {
      ...readEnvFiles(kept.get('env_file'), name, reading),
      ...keyed(kept.get('environment'), of('environment'), reading),
    },
    workingDir: shaped(
      kept.get('working_dir'),
      /^\//,
      of('working_dir'),
      'a path that begins with `/`',
      reading,
    ),
    user: shaped(
      kept.get('user'),
      /^[\w.-]+(:[\w.-]+)?$/,
      of('user'),
      'such as `app` or `1000:1000`',
      reading,
    ),
    hostname: shaped(
      kept.get('hostname'),
      HOST_NAME,
      of('hostname'),
      'a name of letters, digits, dots and dashes',
      reading,
    ),
    healthcheck: readHealthcheck(kept.get('healthcheck'), name, reading),
    restart: readRestart(kept, name, reading),
    volumes: volumes.read(kept.get('volumes'), name),
    tmpfs: texts(kept.get('tmpfs'), of('tmpfs'), reading, 'or one value').map(item => item.text),
    expose: readExpose(kept.get('expose'), name, reading),
    stopSignal: shaped(
      kept.get('stop_signal'),
      /^[A-Z0-9+-]{1,16}$/,
      of('stop_signal'),
      'such as `SIGTERM`',
      reading,
    ),
    stopGracePeriod: duration(kept.get('stop_grace_period'), of('stop_grace_period'), reading),
    init: boolean('init'),
    readOnly: boolean('read_only'),
    capDrop: texts(kept.get('cap_drop'), of('cap_drop'), reading).map(item => item.text),
    noNewPrivileges: readSecurity(kept.get('security_opt'), name, reading),
    aliases: containerName ? [...aliases, containerName] : aliases,
    publishedPorts: readPorts(kept.get('ports'), name, reading),
  };
  if (reading.level === 'strict') holdService(name, kept, service, reading);
  return {
    service,
    image: kept.get('image'),
    dependencies: [...readDependsOn(kept.get('depends_on'), name, reading), ...links.dependencies],
    linkAliases: links.aliases,
    tag: built ? image : undefined,
    hasProfile: texts(kept.get('profiles'), of('profiles'), reading).length > 0,
  };
}

function readHealthcheck(entry: Entry | undefined, name: string, reading: Reading): Healthcheck | undefined {
  if (!entry) return undefined;
  const what = `\`healthcheck\` of \`${name}\``;
  const kept = sift(entry.value, HEALTHCHECK, what, reading);
  const time = (key: string) => duration(kept.get(key), `\`${key}\` in ${what}`, reading);
  const test = command(kept.get('test'), `\`test\` in ${what}`, reading);
  if (Array.isArray(test) && !['NONE', 'CMD', 'CMD-SHELL'].includes(test[0] ?? '')) {
    reading.findings.problem(
      (kept.get('test') ?? entry).value.place,
      `\`test\` in ${what} must begin with "CMD", "CMD-SHELL" or "NONE", such as ["CMD", "curl", "-f", "http://localhost:5000/health"].`,
    );
  }
  return {
    test,
    interval: time('interval'),
    timeout: time('timeout'),
    startPeriod: time('start_period'),
    startInterval: time('start_interval'),
    retries: wholeNumber(kept.get('retries'), `\`retries\` in ${what}`, reading),
    disable: flag(kept.get('disable'), `\`disable\` in ${what}`, reading),
  };
}

/** `restart`, or what `deploy.restart_policy` means where it is given: compose lets that win. */
function readRestart(kept: ReadonlyMap<string, Entry>, name: string, reading: Reading): string | undefined {
  const expected = '`"no"`, `always`, `on-failure` or `unless-stopped`';
  const restart = shaped(kept.get('restart'), RESTART, `\`restart\` of \`${name}\``, expected, reading);
  const deploy = kept.get('deploy');
  const policyEntry =
    deploy && sift(deploy.value, DEPLOY, `\`deploy\` of \`${name}\``, reading).get('restart_policy');
  if (!policyEntry) return restart;
  const policy = sift(policyEntry.value, RESTART_POLICY, `\`restart_policy\` of \`${name}\``, reading);
  const what = `\`condition\` in \`restart_policy\` of \`${name}\``;
  const condition = shaped(
    policy.get('condition'),
    /^(none|on-failure|any)$/,
    what,
    '`none`, `on-failure` or `any`',
    reading,
  );
  const attempts = wholeNumber(policy.get('max_attempts'), `\`max_attempts\` of \`${name}\``, reading);
  if (condition === 'none') return 'no';
  if (condition === 'on-failure') return attempts === undefined ? condition : `${condition}:${attempts}`;
  return 'always';
}

/** Of all security options, only the one that takes rights away. */
function readSecurity(entry: Entry | undefined, name: string, reading: Reading): boolean {
  const options = texts(entry, `\`security_opt\` of \`${name}\``, reading);
  for (const {
    text: option,
    entry: { place },
  } of options) {
    if (!/^no-new-privileges([:=]true)?$/.test(option))
      reading.findings.problem(
        place,
        `Service \`${name}\` may not set \`security_opt: ${option}\`: it gives the container more rights than any exercise needs. Only \`no-new-privileges:true\` is taken over.`,
      );
  }
  return options.length > 0;
}
