import { parse } from 'dotenv';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../platform/nearest.ts';
import { Findings } from '../shared/findings.ts';
import { type Folder, folderAt } from '../shared/folder.ts';
import { readText, START } from '../shared/text.ts';
import { type Entry, type Node, type Place, readTree } from '../shared/tree.ts';
import { Volumes } from './mounts.ts';
import { emptyService, type Level, type Project } from './project.ts';
import { asMap, type Reading, sift, text } from './reading.ts';
import { NETWORK, TOP, VOLUME } from './rules.ts';
import { type ReadService, readService } from './service.ts';
import { holdProject } from './strict.ts';
import { substitute } from './substitute.ts';

/** The names that compose looks for, in its order. */
const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];
const OVERRIDES = FILES.map(name => name.replace(/\.(ya?ml)$/, '.override.$1'));
const MAX_BYTES = 256 * 1024;
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;

/** Has the workspace a compose file? Else `readProject` takes its Dockerfile. */
export function hasComposeFile(workspace: string): boolean {
  const folder = folderAt(workspace);
  return FILES.some(name => folder.find(name).kind !== 'absent');
}

/**
 * Reads what a workspace asks for: its compose file, or its Dockerfile where the exercise has one service.
 * `services` are the names of the exercise's contract; `provided` are those that the verifier adds where the file has none (`kafka`);
 * `images` are those that a stranger's work may use beside the built-in list.
 * Throws one UserError that lists everything that must be mended.
 */
export async function readProject(
  workspace: string,
  services: readonly string[],
  level: Level,
  provided: readonly string[] = [],
  images: readonly string[] = [],
): Promise<Project> {
  const folder = folderAt(workspace);
  const files = FILES.filter(name => folder.find(name).kind !== 'absent');
  const [file] = files;
  if (file === undefined) return fromDockerfile(folder, services);
  const findings = new Findings(file);
  for (const other of [...files.slice(1), ...OVERRIDES.filter(name => folder.find(name).kind !== 'absent')]) {
    findings.note(`${other} is not read: everything must stand in ${file}.`);
  }
  const project = readCompose({ findings, folder, level, variables: {}, images }, file, services, provided);
  const { problems } = findings;
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'one thing' : `${problems.length} things`;
    throw new UserError(`${file} cannot be used: ${count} must be mended.`, {
      details: problems,
      fix: `Change these lines of ${file} and run again.`,
    });
  }
  return { ...project, notes: findings.notes };
}

function fromDockerfile(folder: Folder, services: readonly string[]): Project {
  const [only, ...more] = services;
  if (only === undefined || more.length > 0) {
    throw new UserError('The workspace has no compose.yaml.', {
      details: [`Expected compose.yaml with the services ${services.join(', ')} in ${folder.root}.`],
      fix: 'Each service has its own `build: ./folder` there, with a Dockerfile in that folder, as in the template that the exercise starts from.',
    });
  }
  const found = folder.find('Dockerfile');
  if (found.kind !== 'file') {
    throw new UserError('The workspace has neither a Dockerfile nor a compose.yaml.', {
      details: [
        found.kind === 'outside'
          ? 'The Dockerfile there is a link that leads out of the workspace.'
          : `Expected a file named Dockerfile in ${folder.root}.`,
      ],
      fix: `It describes how the image of ${only} is built, as in the template that the exercise starts from.`,
    });
  }
  const build = { context: folder.root, dockerfile: 'Dockerfile', args: {} };
  return { services: { [only]: { ...emptyService(), build } }, volumes: [], notes: [] };
}

function readCompose(
  base: Reading,
  file: string,
  contract: readonly string[],
  provided: readonly string[],
): Omit<Project, 'notes'> {
  const nothing = { services: {}, volumes: [] };
  const { findings, folder } = base;
  const source = readText(folder, file, MAX_BYTES, findings);
  if (source === null) return nothing;
  const { root, faults } = readTree(source);
  for (const { place, text: problem } of faults) findings.problem(place, problem);
  if (!root) {
    if (faults.length === 0) findings.problem(START, 'The file is empty: expected `services:`.');
    return nothing;
  }
  const dotenv =
    folder.find('.env').kind === 'absent' ? '' : readText(folder, '.env', MAX_BYTES / 4, findings);
  const reading: Reading = { ...base, variables: parse(dotenv ?? '') };
  const top = sift(root, TOP, 'The file', reading);
  for (const { value } of top.values()) fillIn(value, reading);

  const networks = declared(top.get('networks'), 'networks', NETWORK, reading);
  const volumes = new Volumes(declared(top.get('volumes'), 'volumes', VOLUME, reading), reading);
  const entries = top.get('services');
  if (!entries) {
    findings.problem(START, 'The file has no `services:`.');
    return nothing;
  }
  if (!asMap(entries.value, '`services`', findings)) return nothing;
  const read = new Map<string, ReadService & { place: Place }>();
  for (const [name, entry] of entries.value.entries) {
    if (!NAME.test(name)) findings.problem(entry.place, `\`${name}\` is not a name that a service can have.`);
    else read.set(name, { ...readService(name, entry, networks, volumes, reading), place: entry.place });
  }
  return assemble(read, { contract, provided, place: entries.place }, volumes, reading);
}

/** What concerns several services at once: who is there, who waits for whom, who shares an image or a name. */
function assemble(
  read: Map<string, ReadService & { place: Place }>,
  { contract, provided, place }: { contract: readonly string[]; provided: readonly string[]; place: Place },
  volumes: Volumes,
  reading: Reading,
): Omit<Project, 'notes'> {
  const { findings } = reading;
  const names = [...read.keys()];
  for (const wanted of contract.filter(name => !read.has(name))) {
    const there = names.length > 0 ? `The file has ${names.map(name => `\`${name}\``).join(', ')}.` : '';
    findings.problem(
      place,
      `The service \`${wanted}\` of the exercise is missing. ${there}${didYouMean(wanted, names)}`.trimEnd(),
    );
  }
  const tags = new Map([...read.values()].flatMap(({ tag, service }) => (tag ? [[tag, service.build]] : [])));
  for (const [name, { hasProfile, place: at }] of read) {
    if (!hasProfile) continue;
    const asked = [...contract, ...provided].includes(name);
    findings.leftOut(
      at,
      asked
        ? `\`profiles\` of \`${name}\` are ignored: the exercise needs it.`
        : `\`${name}\` is left out: its \`profiles\` are not switched on.`,
    );
    if (!asked) read.delete(name);
  }
  const known = [...read.keys()];
  for (const [name, { service, dependencies, linkAliases }] of read) {
    for (const dependency of dependencies) {
      if (dependency.service === name)
        findings.problem(dependency.place, `\`${name}\` cannot depend on itself.`);
      else if (read.has(dependency.service) || provided.includes(dependency.service))
        service.dependsOn[dependency.service] ??= dependency.condition;
      else if (dependency.required)
        findings.problem(
          dependency.place,
          `\`${name}\` depends on \`${dependency.service}\`, which is no service of this file.${didYouMean(dependency.service, known)}`,
        );
    }
    for (const { service: target, alias } of linkAliases) read.get(target)?.service.aliases.push(alias);
    // Compose builds once under a name that another service then uses.
    const shared = service.image === undefined ? undefined : tags.get(service.image);
    if (shared) Object.assign(service, { build: shared, image: undefined });
  }
  const services = Object.fromEntries([...read].map(([name, { service }]) => [name, service]));
  for (const [name, service] of Object.entries(services)) {
    const taken = (alias: string) => alias === name || alias in services || provided.includes(alias);
    service.aliases = [...new Set(service.aliases)].filter(alias => !taken(alias));
  }
  if (reading.level === 'strict') holdProject(read, place, provided, reading);
  const cycle = findCycle(services);
  if (cycle)
    findings.problem(
      read.get(cycle[0] ?? '')?.place ?? place,
      `\`depends_on\` goes round in a circle: ${cycle.join(' → ')}.`,
    );
  return { services, volumes: volumes.used };
}

function findCycle(services: Project['services']): string[] | null {
  const done = new Set<string>();
  const visit = (name: string, path: string[]): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const next of Object.keys(services[name]?.dependsOn ?? {})) {
      const cycle = visit(next, [...path, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return null;
  };
  for (const name of Object.keys(services)) {
    const cycle = visit(name, []);
    if (cycle) return cycle;
  }
  return null;
}

/** The names that are declared under `networks` or `volumes`. */
function declared(
  entry: Entry | undefined,
  what: string,
  rules: typeof NETWORK,
  reading: Reading,
): ReadonlySet<string> {
  if (!entry || !asMap(entry.value, `\`${what}\``, reading.findings)) return new Set();
  for (const [name, { place, value }] of entry.value.entries) {
    if (!NAME.test(name)) reading.findings.problem(place, `\`${name}\` is not a name that ${what} can have.`);
    if (value.kind === 'scalar' && value.value === null) continue;
    const driver = sift(value, rules, `\`${name}\` under \`${what}\``, reading).get('driver');
    const driverName = text(driver, '`driver`', reading);
    if (driver && driverName !== 'local')
      reading.findings.problem(
        driver.place,
        `The volume \`${name}\` may not set \`driver: ${driverName}\`: only \`local\` is run.`,
      );
  }
  return new Set(entry.value.entries.keys());
}

/** Puts the values of variables into every text below a node. */
function fillIn(node: Node, reading: Reading, seen = new Set<Node>()): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'list') for (const item of node.items) fillIn(item, reading, seen);
  if (node.kind === 'map') for (const { value } of node.entries.values()) fillIn(value, reading, seen);
  if (node.kind !== 'scalar' || typeof node.value !== 'string') return;
  const { text: filled, unset, problem } = substitute(node.text, name => reading.variables[name]);
  if (problem) {
    reading.findings.problem(node.place, problem);
    return;
  }
  for (const name of unset)
    reading.findings.leftOut(
      node.place,
      `The variable ${name} is not set, so it is empty here. Variables come from the file .env of the workspace, never from your shell.`,
    );
  node.value = filled;
  node.text = filled;
}
