import type { Words } from './shell.ts';

/** What one `pip install` asks for. */
export interface Install {
  /** `-r` names a file of requirements, `-c` one of constraints; paths as they are written. */
  files: { flag: '-r' | '-c'; path: string }[];
  packages: string[];
  /** Where packages come from. How pip works otherwise (caches, verbosity) is our own business. */
  options: string[];
}

const FILE_FLAGS: Record<string, '-r' | '-c'> = {
  '-r': '-r',
  '--requirement': '-r',
  '-c': '-c',
  '--constraint': '-c',
};
const KEPT_WITH_VALUE = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '--trusted-host',
  '-f',
  '--find-links',
]);
const KEPT = new Set(['--pre', '--no-index']);
const DROPPED_WITH_VALUE = new Set([
  '-t',
  '--target',
  '--prefix',
  '--root',
  '--cache-dir',
  '--timeout',
  '--retries',
  '--python',
  '--progress-bar',
]);
const ALREADY_THERE = new Set(['pip']);

/**
 * What a command installs by pip: null where it is another command, `unknown` where it installs something that is not
 * a list of packages (the folder itself, a wheel).
 */
export function installOf(command: Words): Install | 'unknown' | null {
  const rest = afterPip(command);
  if (rest?.[0] !== 'install') return null;
  const install: Install = { files: [], packages: [], options: [] };
  for (let at = 1; at < rest.length; at++) {
    const [word, inline] = split(rest[at] as string);
    const value = () => inline ?? (rest[++at] as string | undefined) ?? '';
    const flag = FILE_FLAGS[word];
    if (flag) install.files.push({ flag, path: value() });
    else if (KEPT_WITH_VALUE.has(word)) install.options.push(word, value());
    else if (KEPT.has(word)) install.options.push(word);
    else if (DROPPED_WITH_VALUE.has(word)) value();
    else if (word === '-e' || word === '--editable' || /^[./]|\.whl$|\.tar\.gz$/.test(word)) return 'unknown';
    else if (!word.startsWith('-') && !ALREADY_THERE.has(word)) install.packages.push(rest[at] as string);
  }
  return install;
}

/** The words after `pip`, `python -m pip` or `uv pip`; null where it is none of them. */
function afterPip(command: Words): Words | null {
  const [first = '', second, third] = command;
  const name = first.replace(/^.*\//, '');
  if (/^pip[\d.]*$/.test(name)) return command.slice(1);
  if (/^python[\d.]*$/.test(name) && second === '-m' && third === 'pip') return command.slice(3);
  return name === 'uv' && second === 'pip' ? command.slice(2) : null;
}

/** `--flag=value` and `-rfile` in two. */
function split(word: string): [string, string | undefined] {
  const long = /^(--[\w-]+)=(.*)$/.exec(word) ?? /^(-[rc])(.+)$/.exec(word);
  return long ? [long[1] as string, long[2]] : [word, undefined];
}
