import { posix } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { substitute } from '../../policy/compose/substitute.ts';
import { type Install, installOf } from './pip.ts';
import { commandsOf, type Words } from './shell.ts';

/** What CMD and ENTRYPOINT say: words, or a text for the shell. */
export type Command = { words: Words } | { shell: string };

/** What changes the files of an image, in the order of the file. Lines count from 1. */
export type Step =
  | {
      kind: 'copy';
      line: number /** A stage by its number; null is the build context. */;
      from: number | null;
      sources: string[];
      target: string;
      workdir: string;
    }
  | { kind: 'install'; line: number; install: Install; workdir: string }
  | { kind: 'folder'; path: string };

/** One stage of a Dockerfile with all that it inherits. */
export interface Stage {
  /** The image that it starts from, through earlier stages. */
  image: string;
  env: Record<string, string>;
  workdir: string;
  steps: Step[];
  entrypoint: Command | null;
  cmd: Command | null;
  stopSignal: string | null;
  /** Build steps that are not done here, as they are written. */
  leftOut: string[];
}

/** Commands of a build that make no difference to a process outside a container. */
const HARMLESS = new Set([
  'chown',
  'chmod',
  'useradd',
  'adduser',
  'groupadd',
  'addgroup',
  'rm',
  'true',
  ':',
  'set',
  'echo',
  'mkdir',
  'pip',
  'pip3',
]);
const HARMLESS_MODULES = new Set(['venv', 'compileall', 'pip']);

interface Options {
  /** Values for ARG. */
  args?: Readonly<Record<string, string>>;
  /** The stage to build; the last where it is not given. */
  target?: string | undefined;
}

/** Reads a Dockerfile as far as it says what a plain Python process needs. `stages` ends with the stage that is built. */
export function readDockerfile(text: string, { args = {}, target }: Options = {}): Stage[] {
  const reader = new Reader(args);
  for (const instruction of DockerfileParser.parse(text).getInstructions()) reader.take(instruction);
  const wanted = target === undefined ? -1 : reader.find(target);
  return wanted === -1 ? reader.stages : reader.stages.slice(0, wanted + 1);
}

class Reader {
  readonly stages: Stage[] = [];
  readonly #names: string[] = [];
  readonly #given: Readonly<Record<string, string>>;
  readonly #globals: Record<string, string> = {};
  #locals: Record<string, string> = {};

  constructor(given: Readonly<Record<string, string>>) {
    this.#given = given;
  }

  /** The number of a stage, by its name or number; -1 where it is none. */
  find(name: string): number {
    const byName = this.#names.lastIndexOf(name.toLowerCase());
    return byName === -1 && /^\d+$/.test(name) && Number(name) < this.stages.length ? Number(name) : byName;
  }

  take(instruction: Instruction): void {
    const keyword = instruction.getKeyword();
    const content = instruction.getArgumentsContent() ?? '';
    const line = instruction.getRange().start.line + 1;
    if (keyword === 'ARG') this.#arg(content);
    else if (keyword === 'FROM')
      this.#from(this.#expanded(instruction).filter(word => !word.startsWith('--')));
    const stage = this.stages.at(-1);
    if (!stage) return;
    if (keyword === 'ENV') this.#env(stage, content);
    else if (keyword === 'WORKDIR') stage.workdir = posix.resolve(stage.workdir, this.#expand(content));
    else if (keyword === 'COPY' || keyword === 'ADD') this.#copy(stage, instruction, line);
    else if (keyword === 'RUN') this.#run(stage, content, line);
    else if (keyword === 'VOLUME') {
      for (const path of jsonWords(content) ?? content.split(/\s+/))
        stage.steps.push({ kind: 'folder', path: this.#expand(path) });
    } else if (keyword === 'STOPSIGNAL') stage.stopSignal = this.#expand(content);
    else if (keyword === 'CMD') stage.cmd = commandOf(content);
    else if (keyword === 'ENTRYPOINT') {
      stage.entrypoint = commandOf(content);
      stage.cmd = null;
    }
  }

  #from([image = '', , name = '']: string[]): void {
    const parent = this.stages[this.find(image)];
    this.#locals = {};
    this.#names.push(name.toLowerCase());
    this.stages.push(
      parent
        ? { ...parent, env: { ...parent.env }, steps: [...parent.steps], leftOut: [...parent.leftOut] }
        : {
            image,
            env: {},
            workdir: '/',
            steps: [],
            entrypoint: null,
            cmd: null,
            stopSignal: null,
            leftOut: [],
          },
    );
  }

  #arg(content: string): void {
    const [name = '', ...rest] = content.split('=');
    const fallback = rest.length > 0 ? this.#expand(unquoted(rest.join('='))) : this.#globals[name];
    const value = this.#given[name] ?? fallback;
    if (value !== undefined) (this.stages.length > 0 ? this.#locals : this.#globals)[name] = value;
  }

  #env(stage: Stage, content: string): void {
    const pairs = /^\w+\s/.test(content)
      ? [content.replace(/\s+/, '=')]
      : commandsOf(content.replaceAll(';', '\\;')).flat();
    for (const pair of pairs) {
      const at = pair.indexOf('=');
      if (at > 0) stage.env[pair.slice(0, at)] = this.#expand(pair.slice(at + 1));
    }
  }

  #copy(stage: Stage, instruction: Instruction, line: number): void {
    const content = instruction.getArgumentsContent() ?? '';
    const words =
      jsonWords(content)?.map(word => this.#expand(word)) ??
      this.#expanded(instruction).filter(word => !word.startsWith('--'));
    const origin = /\s--from=(\S+)/.exec(instruction.getTextContent())?.[1];
    const from = origin === undefined ? null : this.find(this.#expand(origin));
    const target = words.pop();
    if (
      target === undefined ||
      from === -1 ||
      words.some(word => /^<<|^[a-z]+:\/\/|\.tar(\.\w+)?$/.test(word))
    ) {
      stage.leftOut.push(`line ${line}: ${instruction.getTextContent()}`);
    } else {
      stage.steps.push({ kind: 'copy', line, from, sources: words, target, workdir: stage.workdir });
    }
  }

  #run(stage: Stage, content: string, line: number): void {
    const exec = jsonWords(content);
    for (const words of exec ? [exec] : commandsOf(content)) {
      const install = installOf(words);
      if (install && install !== 'unknown')
        stage.steps.push({ kind: 'install', line, install, workdir: stage.workdir });
      else if (install === 'unknown' || !isHarmless(words))
        stage.leftOut.push(`line ${line}: RUN ${words.join(' ')}`);
      if (words[0] === 'mkdir') {
        for (const path of words.slice(1).filter(word => !word.startsWith('-'))) {
          stage.steps.push({ kind: 'folder', path: posix.resolve(stage.workdir, this.#expand(path)) });
        }
      }
    }
  }

  #expanded(instruction: Instruction): string[] {
    return instruction.getArguments().map(argument => this.#expand(argument.getValue()));
  }

  #expand(text: string): string {
    const stage = this.stages.at(-1);
    const known = { ...(stage ? this.#locals : this.#globals), ...stage?.env };
    const { text: value, problem } = substitute(text, name => known[name]);
    return problem === null ? value : text;
  }
}

function isHarmless([first = '', second, third = '']: Words): boolean {
  return (
    HARMLESS.has(first) || (/^python[\d.]*$/.test(first) && second === '-m' && HARMLESS_MODULES.has(third))
  );
}

function commandOf(content: string): Command {
  const words = jsonWords(content);
  return words ? { words } : { shell: content };
}

/** A JSON list of texts; null for anything else, which Docker too then takes for a shell's text. */
function jsonWords(content: string): string[] | null {
  try {
    const value: unknown = JSON.parse(content);
    return Array.isArray(value) && value.every(word => typeof word === 'string') ? value : null;
  } catch {
    return null;
  }
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}
