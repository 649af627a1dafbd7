import { isHammering } from '../shared/duration.ts';
import type { Findings } from '../shared/findings.ts';
import { imageFault } from '../shared/images.ts';
import { shown } from '../shared/shown.ts';
import type { Place } from '../shared/tree.ts';
import { type Flag, flagsOf, mountOf } from './flags.ts';
import { jsonWords } from './heredocs.ts';
import type { Stages } from './stages.ts';
import type { Variables } from './variables.ts';

/** What the rules know while they go through a file. */
export interface Scope {
  readonly findings: Findings;
  readonly stages: Stages;
  readonly variables: Variables;
  /** Images that the exam allows beside the built-in list. */
  readonly images: readonly string[];
  /** Put before the name of every cache, so that no two submissions share one. */
  readonly cache: string;
  /** The images that the file uses, `scratch` aside. */
  readonly bases: Set<string>;
}

const OTHERS = new Set(
  'ARG CMD ENTRYPOINT ENV EXPOSE HEALTHCHECK LABEL MAINTAINER SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
const PLATFORM = /^(linux\/[a-z0-9]+(\/v\d+)?|\$(\{(BUILD|TARGET)PLATFORM\}|(BUILD|TARGET)PLATFORM))$/;
const STAGE = /^[a-z][a-z0-9._-]*$/i;
/** A file or folder of the build context, and nothing that could be an address. */
const LOCAL = /^[\w./*?+,~=-]+$/;

/** Holds one instruction to the rules. Returns what stands behind its keyword in the file that is built. */
export function judge(keyword: string, rest: string, place: Place, scope: Scope): string {
  const problem = (text: string) => scope.findings.problem(place, text);
  if (keyword === 'ONBUILD') return onbuild(rest, place, scope);
  const { flags, args, problems } = flagsOf(keyword, rest);
  for (const text of problems) problem(text);
  if (keyword === 'FROM') return from(flags, args, place, scope);
  if (keyword === 'RUN') {
    const kept = flags.map(flag => `--${flag.name}=${runFlag(flag, place, scope)}`);
    return [...kept, args].join(' ');
  }
  if (keyword === 'COPY') copied(flags, place, scope);
  else if (keyword === 'ADD') added(flags, args, problem);
  else if (keyword === 'HEALTHCHECK') {
    for (const { name, value } of flags)
      if (name !== 'retries' && isHammering(value))
        problem(
          `\`--${name}=${value}\` is refused: more than ten health checks a second. Use \`1s\` or more.`,
        );
  } else if (!OTHERS.has(keyword)) problem(`\`${shown(keyword)}\` is no instruction of a Dockerfile.`);
  if (keyword === 'ARG' && scope.stages.count === 0) scope.variables.declare(args);
  return rest;
}

function onbuild(rest: string, place: Place, scope: Scope): string {
  const [, word = '', inner = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  const keyword = word.toUpperCase();
  if (/^(ONBUILD|FROM|MAINTAINER|)$/.test(keyword))
    scope.findings.problem(place, `\`ONBUILD ${keyword}\` is no instruction of a Dockerfile.`);
  else return `${keyword} ${judge(keyword, inner, place, scope)}`;
  return rest;
}

function from(flags: readonly Flag[], args: string, place: Place, scope: Scope): string {
  const { findings, stages, variables } = scope;
  for (const { value } of flags)
    if (!PLATFORM.test(value))
      findings.problem(place, `\`--platform=${value}\` is not understood: expected such as \`linux/amd64\`.`);
  const [written = '', as, name, ...more] = args.split(/[\t\v\f\r ]+/);
  const image = variables.fill(written);
  const named = as === undefined || (as.toLowerCase() === 'as' && name !== undefined);
  if (written === '' || !named || more.length > 0)
    findings.problem(place, '`FROM` is not understood: expected `FROM image` or `FROM image AS name`.');
  else if (name !== undefined && !STAGE.test(name))
    findings.problem(
      place,
      `\`${name}\` is no name of a stage: expected letters, digits, \`.\`, \`_\`, \`-\`.`,
    );
  else if (image === null || image === '')
    findings.problem(
      place,
      `It cannot be told which image \`${written}\` is: give its variable a value above the first FROM, such as \`ARG VERSION=3.13\`.`,
    );
  // The engine looks for a stage by its name alone here, not by its number.
  else if (!stages.named(image)) base(image, place, scope);
  stages.add(name);
  return [
    ...flags.map(({ value }) => `--platform=${value}`),
    image ?? written,
    ...(name ? ['AS', name] : []),
  ].join(' ');
}

function base(image: string, place: Place, { findings, images, bases }: Scope): void {
  const fault = imageFault(image, images);
  if (fault !== null) findings.problem(place, `\`${image}\` ${fault}`);
  else if (image !== 'scratch') bases.add(image);
}

/** Another image, or a stage, that files are taken from. */
function origin(name: string, place: Place, scope: Scope): void {
  if (name.includes('$'))
    scope.findings.problem(
      place,
      `\`from=${name}\`: a variable cannot stand here. Name a stage: \`FROM ${name} AS tools\`, then \`from=tools\`.`,
    );
  else if (/^\d+$/.test(name)) {
    if (Number(name) >= scope.stages.count - 1)
      scope.findings.problem(place, `\`from=${name}\`: there is no stage ${name} above this one.`);
  } else if (!scope.stages.named(name)) base(name, place, scope);
}

function copied(flags: readonly Flag[], place: Place, scope: Scope): void {
  for (const { name, value } of flags) if (name === 'from') origin(value, place, scope);
}

const FETCHES =
  'it fetches from the network while the image is built. Put the file beside the Dockerfile and use `COPY`.';

function added(flags: readonly Flag[], args: string, problem: (text: string) => void): void {
  for (const { name } of flags)
    if (['keep-git-dir', 'checksum'].includes(name)) problem(`\`ADD --${name}\` is refused: ${FETCHES}`);
  const words = wordsOf(args);
  if (words === null)
    problem('`ADD` is not understood: expected `ADD file /folder`, or a list `["file", "/folder"]`.');
  // The last one is where the files go.
  for (const source of (words ?? []).slice(0, -1)) {
    if (/^<<-?["']?\w[\w.-]*["']?$/.test(source)) continue;
    if (LOCAL.test(source) && !/\.git(\/|$)|^github\.com\//i.test(source)) continue;
    const isRemote = /:\/\/|@|\.git\b|^github\.com\//i.test(source);
    const why = isRemote ? FETCHES : 'it could fetch from the network, since `ADD` does so. Use `COPY`.';
    problem(`\`ADD ${shown(source)}\` is refused: ${why}`);
  }
}

/** Words, or a JSON list of them; null for what begins as a list and is none: the engine may still see one. */
function wordsOf(args: string): string[] | null {
  return args.startsWith('[') ? jsonWords(args) : args.split(/[\t\v\f\r ]+/);
}

function runFlag({ name, value }: Flag, place: Place, scope: Scope): string {
  const refuse = (why: string) =>
    scope.findings.problem(place, `\`RUN --${name}=${value}\` is refused: ${why}`);
  if (name === 'mount') return mounted(value, place, scope);
  if (name === 'device') refuse('no exercise needs a device of the machine.');
  if (name === 'security') refuse('a build gets no more rights than others have.');
  if (name === 'network' && !['default', 'none'].includes(value))
    refuse('a build uses the network that it is given: remove the flag.');
  return value;
}

function mounted(value: string, place: Place, scope: Scope): string {
  const refuse = (why: string) =>
    scope.findings.problem(place, `\`RUN --mount=${value}\` is refused: ${why}`);
  const mount = mountOf(value);
  const type = mount.get('type') ?? 'bind';
  if (['ssh', 'secret'].includes(type)) refuse('a build gets no keys and no secrets.');
  else if (!['bind', 'cache', 'tmpfs'].includes(type)) refuse('its type is not known here.');
  if (value.split(',').length !== mount.size) {
    refuse('a key stands there twice.');
    return value;
  }
  const source = mount.get('from');
  if (source !== undefined) origin(source, place, scope);
  if (type !== 'cache') return value;
  // A cache outlives a build: what one submission puts there, another one must not find.
  const target = mount.get('target') ?? mount.get('dst') ?? mount.get('destination') ?? '';
  mount.set('id', `${scope.cache}-${mount.get('id') ?? target}`);
  return [...mount].map(([key, text]) => `${key}=${text}`).join(',');
}
