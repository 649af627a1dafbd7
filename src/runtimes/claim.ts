import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDir } from '../platform/paths.ts';

/**
 * A run that is alive. The process listens on a socket in the run's own folder for as long as it lives: whoever finds
 * something labelled with the run's id can ask whether it is still in use. A killed process answers no more, and no
 * process id can be mistaken for another.
 */
export interface Claim {
  id: string;
  /** The socket's address: put on everything that the run creates. */
  alive: string;
  /** A folder of the run's own. */
  scratch: string;
  release(): Promise<void>;
}

const runsDir = () => join(cacheDir(), 'runs');
/** Windows has pipes in place of sockets; a socket's path may have a hundred bytes or so. */
function addressOf(id: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\microlab-${id}`;
  const path = join(runsDir(), id, 'alive');
  return Buffer.byteLength(path) <= 100 ? path : join(tmpdir(), `microlab-${id}`);
}

/** A new run id, short enough for container names, and its folder. */
export async function claimRun(): Promise<Claim> {
  const id = randomBytes(5).toString('hex');
  const scratch = join(runsDir(), id);
  const alive = addressOf(id);
  await mkdir(scratch, { recursive: true });
  const server = createServer(socket => socket.end());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(alive, resolve);
  });
  server.unref();
  return {
    id,
    alive,
    scratch,
    async release() {
      await new Promise<void>(resolve => server.close(() => resolve()));
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** Is the process that listens at a run's address still there? */
export function isAlive(alive: string): Promise<boolean> {
  if (alive === '') return Promise.resolve(false);
  return new Promise(resolve => {
    const socket = connect(alive);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Removes the folders of runs that are no more, and says which, a line each. */
export async function sweepScratch(): Promise<string[]> {
  const ids = await readdir(runsDir()).catch(() => []);
  const dead = (await Promise.all(ids.map(async id => ((await isAlive(addressOf(id))) ? [] : [id])))).flat();
  await Promise.all(dead.map(id => rm(join(runsDir(), id), { recursive: true, force: true })));
  return dead.map(id => `folder of run ${id}`);
}
