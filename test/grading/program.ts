import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/platform/assets.ts';

/** Folders of a test's own: of microlab's state, and of whatever is temporary. Nothing lies in them when all is over. */
export function place() {
  // Short: the name of a socket lies in it.
  const root = mkdtempSync(join(tmpdir(), 'class-'));
  const temporary = join(root, 'tmp');
  mkdirSync(temporary);
  const env = {
    ...process.env,
    MICROLAB_HOME: join(root, 'home'),
    TMPDIR: temporary,
    CI: 'true',
    NO_COLOR: '1',
  };
  return { root, temporary, env };
}

export type Place = ReturnType<typeof place>;

export interface Started {
  child: ChildProcess;
  /** Its exit code (null where it was killed), and what it wrote. */
  ended: Promise<{ code: number | null; said: string }>;
}

/** Starts the packed program, as `npx microlab` does. */
export function start(args: readonly string[], { env }: Place): Started {
  const program = join(packageRoot(), 'bin/microlab.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: packageRoot(),
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', text => {
    said += text;
  });
  const ended = new Promise<{ code: number | null; said: string }>(resolve =>
    child.once('close', code => resolve({ code, said })),
  );
  return { child, ended };
}

/** What the engine holds that runs of this place have made: a line each. Others may use the same engine. */
export async function inEngine({ root }: Place): Promise<string[]> {
  const listings = [
    ['ps', '--all'],
    ['network', 'ls'],
    ['volume', 'ls'],
    ['images', '--all'],
  ];
  const found = await Promise.all(
    listings.map(async ([kind = '', ...how]) => {
      const ids = await lines('docker', [kind, ...how, '--quiet', '--filter', 'label=dev.microlab.alive']);
      return Promise.all(
        ids.map(async id => {
          const { stdout } = await execa('docker', ['inspect', id], { reject: false });
          return stdout.includes(`${root}/`) ? [`${kind} ${id}`] : [];
        }),
      );
    }),
  );
  return found.flat(2);
}

/** The volumes of containers that runs of this place have made: they have no name and no label of their own. */
export async function volumesOf(containers: readonly string[]): Promise<string[]> {
  const ids = containers.flatMap(line => (line.startsWith('ps ') ? [line.slice(3)] : []));
  const format = '{{range .Mounts}}{{if eq .Type "volume"}}{{println .Name}}{{end}}{{end}}';
  const names = await Promise.all(ids.map(id => lines('docker', ['inspect', '--format', format, id])));
  return names.flat();
}

export const volumesThere = () => lines('docker', ['volume', 'ls', '--quiet']);

/** The processes of this machine that were started by runs of this place, by the folder that their environment names. */
export function processesOf({ env }: Place): string[] {
  return readdirSync('/proc').flatMap(id => {
    if (!/^\d+$/.test(id)) return [];
    try {
      const own = readFileSync(`/proc/${id}/environ`, 'utf8').includes(`MICROLAB_HOME=${env.MICROLAB_HOME}`);
      return own ? [`${id} ${readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')}`] : [];
    } catch {
      return []; // It has ended meanwhile.
    }
  });
}

/** What runs of this place have left in its folders. */
export function foldersOf({ temporary, env }: Place): string[] {
  const runs = join(env.MICROLAB_HOME, 'cache/runs');
  return [temporary, runs].flatMap(folder => (existsSync(folder) ? readdirSync(folder) : []));
}

async function lines(command: string, args: readonly string[]): Promise<string[]> {
  const { stdout } = await execa(command, args, { reject: false });
  return stdout.split('\n').filter(line => line !== '');
}
