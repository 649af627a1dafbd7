import { createHash, randomBytes } from 'node:crypto';
import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingError, WorkFault } from '../../errors.ts';
import { cacheDir } from '../../platform/paths.ts';
import { run } from '../../platform/process.ts';
import type { Python } from './python.ts';

interface Options {
  /** For whom it is made: a service, or the lab. */
  owner: string;
  note(text: string): void;
  output(line: string): void;
  signal: AbortSignal;
}

/**
 * A virtual environment with these requirements (lines as pip reads them), from the cache where it was made before.
 * Returns its folder. Throws WorkFault where pip cannot do what the requirements ask, MissingError where the machine
 * lacks something: a network, disk space, a compiler.
 */
export async function virtualEnvironment(
  python: Python,
  requirements: readonly string[],
  options: Options,
): Promise<string> {
  const wanted = [...new Set(requirements)];
  const key = createHash('sha256')
    .update([python.executable, python.version, ...wanted].join('\n'))
    .digest('hex')
    .slice(0, 20);
  const published = join(cacheDir(), 'venvs', key);
  const known = await realpath(published).catch(() => null);
  if (known) return known;

  if (wanted.length > 0)
    options.note(
      `Installing for ${options.owner}, once for this machine: ${wanted.filter(line => !line.startsWith('-')).join(', ')}.`,
    );
  // Its programs hold its path, so it cannot be moved when it is done: a link to it appears instead, all at once.
  const folder = `${published}-${randomBytes(4).toString('hex')}`;
  await mkdir(folder, { recursive: true });
  try {
    await make(folder, python, wanted, options);
    await symlink(folder, published);
    return await realpath(folder);
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    // Another process was faster: its environment is the same.
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return realpath(published);
    throw thrown;
  }
}

async function make(
  folder: string,
  python: Python,
  requirements: readonly string[],
  { owner, output, signal }: Options,
): Promise<void> {
  const made = await run(python.executable, ['-m', 'venv', '--without-pip', folder], { signal });
  if (made.code !== 0) {
    throw new MissingError(`Python ${python.version} could not make a virtual environment.`, {
      details: made.lines.slice(-5),
      fix: 'On Debian and Ubuntu: apt install python3-venv',
    });
  }
  if (requirements.length === 0) return;
  const [file, constraints] = [join(folder, 'requirements.txt'), join(folder, 'constraints.txt')];
  const isConstraint = (line: string) => line.startsWith('-c ');
  await writeFile(file, `${requirements.filter(line => !isConstraint(line)).join('\n')}\n`);
  await writeFile(
    constraints,
    `${requirements
      .filter(isConstraint)
      .map(line => line.slice(3))
      .join('\n')}\n`,
  );
  const pip = [
    join(python.pip, 'pip'),
    'install',
    '--disable-pip-version-check',
    '--no-input',
    '--prefer-binary',
    '-r',
    file,
    '-c',
    constraints,
  ];
  const installed = await run(join(folder, 'bin', 'python'), pip, { signal, onLine: output });
  if (installed.code !== 0) throw pipFault(owner, installed.lines);
}

const NETWORK =
  /NewConnectionError|ConnectTimeout|Connection (refused|reset|aborted)|ReadTimeout|Read timed out|ProxyError|SSLError|Max retries exceeded|name resolution|Network is unreachable|HTTP error 5\d\d/i;
const ELSEWHERE =
  /Requires-Python|requires a different Python|Failed building wheel|subprocess-exited-with-error|is not a supported wheel|Microsoft Visual/i;

/** Whose fault it is that pip did not succeed, from what it printed. */
export function pipFault(owner: string, lines: readonly string[]): Error {
  const text = lines.join('\n');
  const last = lines.filter(line => line.trim() !== '').slice(-8);
  if (/No space left on device/.test(text)) {
    return new MissingError(`The disk is full: the packages of ${owner} do not fit.`, {
      fix: 'Make room, and try again.',
    });
  }
  if (NETWORK.test(text)) {
    return new MissingError(`The packages of ${owner} could not be fetched.`, {
      details: last,
      fix: 'Check this machine’s way to the package index (pip download must work), and try again. This is not a fault of your requirements.',
    });
  }
  if (ELSEWHERE.test(text)) {
    return new MissingError(
      `The packages of ${owner} do not install on this machine’s Python; in its image they may.`,
      {
        details: last,
        fix: 'Verify with Docker, where the image’s own Python installs them.',
      },
    );
  }
  return new WorkFault(
    `pip could not install what ${owner} requires:\n${last.map(line => `  ${line}`).join('\n')}`,
    {
      expected: 'requirements that pip can install',
      actual: last.find(line => line.startsWith('ERROR')) ?? last.at(-1) ?? 'nothing printed',
    },
  );
}
