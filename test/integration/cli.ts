import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../src/platform/assets.ts';

const MAIN = join(packageRoot(), 'src/main.ts');
const TSX = join(packageRoot(), 'node_modules/tsx/dist/loader.mjs');
const CONTENT = join(packageRoot(), 'test/fixtures/content');

/** A home and a working folder of a test's own. */
export function place(): { cwd: string; env: NodeJS.ProcessEnv } {
  const root = mkdtempSync(join(tmpdir(), 'microlab-test-'));
  return { cwd: root, env: { ...process.env, MICROLAB_HOME: join(root, 'home'), CI: 'true' } };
}

const argv = (args: readonly string[]) => ['--import', TSX, MAIN, '--content', CONTENT, ...args];

/** Runs microlab to its end. */
export function microlab(args: readonly string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }) {
  return execa(process.execPath, argv(args), { cwd, env, extendEnv: false, reject: false });
}

/** Starts microlab and leaves it running. */
export function started(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): ChildProcess {
  return spawn(process.execPath, argv(args), { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** What the engine holds of an exercise: a line for each container, network, volume and image. */
export async function leftovers(exercise: string): Promise<string[]> {
  const filter = ['--filter', `label=dev.microlab.exercise=${exercise}`];
  const commands = [
    ['ps', '--all', '--quiet', ...filter],
    ['network', 'ls', '--quiet', ...filter],
    ['volume', 'ls', '--quiet', ...filter],
    ['images', '--all', '--quiet', ...filter],
  ];
  const found = await Promise.all(commands.map(async args => (await execa('docker', args)).stdout));
  return found.flatMap(text => text.split('\n').filter(line => line !== ''));
}
