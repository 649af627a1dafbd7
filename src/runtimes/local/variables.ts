import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServiceContract } from '../runtime.ts';
import type { Command, Stage } from './dockerfile.ts';
import { wordsOf } from './shell.ts';

/** Where a service really is on this machine, beside the name and port that the contract gives it. */
export interface Place {
  name: string;
  contractPort: number;
  /** `host:port` */
  address: string;
}

interface Setting {
  /** The folder that stands in for the image's file system. */
  root: string;
  /** The virtual environment. */
  venv: string;
  /** Its own port on this machine. */
  port: number;
  contract: ServiceContract;
  places: readonly Place[];
}

interface Asked {
  stage: Stage;
  /** From the compose file. */
  environment: Readonly<Record<string, string>>;
  command?: string | readonly string[] | undefined;
  entrypoint?: string | readonly string[] | undefined;
}

/** Set by whoever starts a process, or about the image's own Python: never taken from a Dockerfile. */
const OURS = new Set(['PATH', 'HOME', 'VIRTUAL_ENV', 'PYTHONHOME']);

/** Everything that the service finds in its environment. Nothing of the learner's own environment is in it. */
export function environmentOf({ stage, environment }: Asked, setting: Setting): Record<string, string> {
  const { root, venv, port, contract, places } = setting;
  const asked = Object.entries({ ...stage.env, ...environment })
    .filter(([name]) => !OURS.has(name))
    .map(([name, value]) => {
      if (/PORT$/.test(name) && value === String(contract.port)) return [name, String(port)];
      return [name, here(withAddresses(value, places), root)];
    });
  const given = Object.entries(contract.env).map(([name, value]) => [
    name,
    isDeepPath(value) ? join(root, value) : value,
  ]);
  const files = Object.entries(contract.files).map(([name, path]) => [name, join(root, path)]);
  const used = Object.entries(contract.uses).flatMap(([name, variable]) => {
    const address = places.find(place => place.name === name)?.address;
    return address === undefined ? [] : [[variable, name === 'kafka' ? address : `http://${address}`]];
  });
  return {
    PATH: `${join(venv, 'bin')}:/usr/local/bin:/usr/bin:/bin`,
    VIRTUAL_ENV: venv,
    HOME: root,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    ...Object.fromEntries([...asked, ...given, ...files]),
    PORT: String(port),
    ...Object.fromEntries(used),
  };
}

/** The words to start it with; none where neither the Dockerfile nor the compose file says what to run. */
export function commandOf(
  { stage, command, entrypoint }: Asked,
  { root, venv, port, contract }: Setting,
): string[] {
  const first = entrypoint === undefined ? stage.entrypoint : fromCompose(entrypoint);
  const given = command === undefined ? (entrypoint === undefined ? stage.cmd : null) : fromCompose(command);
  const words = first && 'shell' in first ? spoken(first) : [...spoken(first), ...spoken(given)];
  return words.map((word, at) => {
    const program = /^(?:\/usr\/local|\/usr|\/opt\/venv|\/venv)?\/bin\/([\w.-]+)$/.exec(word)?.[1];
    if (program && existsSync(join(venv, 'bin', program))) return join(venv, 'bin', program);
    if (word === String(contract.port) && /^(-p|--port)$/.test(words[at - 1] ?? '')) return String(port);
    return here(word, root).replace(new RegExp(`(:|--port[= ]|-p )${contract.port}\\b`, 'g'), `$1${port}`);
  });
}

function fromCompose(given: string | readonly string[]): Command {
  return { words: typeof given === 'string' ? wordsOf(given) : [...given] };
}

function spoken(command: Command | null): string[] {
  if (!command) return [];
  return 'shell' in command ? ['/bin/sh', '-c', command.shell] : command.words;
}

/** `user-service:5000` becomes the address on this machine. */
function withAddresses(value: string, places: readonly Place[]): string {
  return places.reduce(
    (text, { name, contractPort, address }) => text.replaceAll(`${name}:${contractPort}`, address),
    value,
  );
}

/** Paths of the image that lie in the stand-in become paths of this machine; others stay. */
function here(text: string, root: string): string {
  return text.replace(/(?<=^|[\s:="'])\/(?!\/)[\w.@/-]+/g, path => {
    const there =
      existsSync(join(root, path)) || (dirname(path) !== '/' && existsSync(join(root, dirname(path))));
    return there ? join(root, path) : path;
  });
}

/** A path such as `/data/events.jsonl`. */
export function isDeepPath(value: string): boolean {
  return /^\/[^/]+\/[^:\s]+$/.test(value);
}
