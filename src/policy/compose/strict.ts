import { isHammering, milliseconds } from '../shared/duration.ts';
import { imageFault } from '../shared/images.ts';
import type { Entry, Place } from '../shared/tree.ts';
import type { ProjectService } from './project.ts';
import type { Reading } from './reading.ts';
import { tmpfsFault } from './tmpfs.ts';

// What a stranger's work may not have although the keys are allowed: sizes, numbers, names, images.

const MAX_SERVICES = 12;
const MAX_VOLUMES = 12;
const MAX_NAMES = 10;
const MAX_VARIABLES = 100;
const MAX_ENVIRONMENT_BYTES = 32 * 1024;
const MAX_GRACE_MS = 60_000;
/** Names that mean something else: the verifier's own helpers, the container itself, the machine. */
const RESERVED = /^(lab|localhost|microlab.*|(host|gateway)\.docker\.internal|host\.containers\.internal)$/i;

/** Holds one service to the limits. `kept` are the entries of its keys. */
export function holdService(
  name: string,
  kept: ReadonlyMap<string, Entry>,
  service: ProjectService,
  { findings }: Reading,
): void {
  const problem = (key: string, text: string) => {
    const place = kept.get(key)?.place;
    if (place) findings.problem(place, text);
  };
  const variables = Object.entries(service.environment);
  const bytes = Buffer.byteLength(variables.flat().join('='));
  if (variables.length > MAX_VARIABLES || bytes > MAX_ENVIRONMENT_BYTES)
    problem(
      'environment',
      `\`environment\` of \`${name}\` has ${variables.length} variables with ${bytes} bytes: at most ${MAX_VARIABLES} with ${MAX_ENVIRONMENT_BYTES / 1024} KiB are taken.`,
    );
  const { interval, startInterval } = service.healthcheck ?? {};
  for (const time of [interval, startInterval]) {
    if (time !== undefined && isHammering(time))
      problem(
        'healthcheck',
        `\`healthcheck\` of \`${name}\` runs every \`${time}\`: more than ten times a second takes the machine from the others. Use \`1s\` or more.`,
      );
  }
  if ((milliseconds(service.stopGracePeriod ?? '0') ?? 0) > MAX_GRACE_MS)
    problem(
      'stop_grace_period',
      `\`stop_grace_period\` of \`${name}\` is \`${service.stopGracePeriod}\`: a service gets at most ${MAX_GRACE_MS / 1000} seconds to end.`,
    );
  for (const mount of service.tmpfs) {
    const fault = tmpfsFault(mount);
    if (fault !== null) problem('tmpfs', `\`tmpfs\` of \`${name}\`: ${fault}`);
  }
  if (service.volumes.length > MAX_VOLUMES)
    problem('volumes', `\`${name}\` has ${service.volumes.length} volumes: at most ${MAX_VOLUMES} are made.`);
  if (RESERVED.test(service.hostname ?? '')) problem('hostname', reserved(name, service.hostname ?? ''));
}

const reserved = (name: string, taken: string) =>
  `\`${name}\` takes the name \`${taken}\`, which is not free on the network of a run. Choose another one.`;

type Read = ReadonlyMap<string, { service: ProjectService; image: Entry | undefined; place: Place }>;

/** Holds the services together to the limits (`provided` are those that the verifier adds), when it is known which images the file builds itself. */
export function holdProject(
  read: Read,
  place: Place,
  provided: readonly string[],
  { findings, images }: Reading,
): void {
  if (read.size > MAX_SERVICES)
    findings.problem(place, `The file has ${read.size} services: at most ${MAX_SERVICES} are run.`);
  for (const [name, { service, image, place: at }] of read) {
    const taken = [name, ...service.aliases].find(alias => RESERVED.test(alias));
    if (taken !== undefined) findings.problem(at, reserved(name, taken));
    // An engine tells others the name of a container's machine, too.
    const { hostname } = service;
    if (hostname !== undefined && hostname !== name && (read.has(hostname) || provided.includes(hostname)))
      findings.problem(at, reserved(name, hostname));
    if (service.aliases.length > MAX_NAMES)
      findings.problem(
        at,
        `\`${name}\` has ${service.aliases.length} further names: at most ${MAX_NAMES} are taken.`,
      );
    const fault = service.image === undefined ? null : imageFault(service.image, images);
    if (fault !== null)
      findings.problem(image?.place ?? at, `The image \`${service.image}\` of \`${name}\` ${fault}`);
  }
}
