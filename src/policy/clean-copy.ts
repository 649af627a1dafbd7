import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, readlink, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import { LIMITS, type Limits } from './shared/limits.ts';
import { OverLimit, Roster } from './shared/roster.ts';
import { printable, shown } from './shared/shown.ts';

/**
 * Copies a stranger's folder into `target`, which is made: plain files and folders, nothing else. Links that lead to a file
 * inside the folder become that file; others, pipes, sockets and devices are left away with a note. Permissions are made
 * usual, the executable bit stays.
 * Throws a UserError that names what is over a limit or has a name that cannot be; then `target` is not there.
 */
export async function cleanCopy(
  from: string,
  target: string,
  given: Partial<Limits> = {},
): Promise<{ notes: string[]; bytes: number }> {
  const roster = new Roster({ ...LIMITS, ...given });
  const copier = new Copier(await realpath(from), resolve(target), roster);
  await mkdir(dirname(resolve(target)), { recursive: true });
  await mkdir(target);
  try {
    await copier.folder('');
    if (roster.faults.length > 0) throw refused(from, roster.faults);
    return { notes: roster.notes, bytes: roster.bytes };
  } catch (thrown) {
    await rm(target, { recursive: true, force: true });
    throw thrown instanceof OverLimit ? refused(from, [...roster.faults, thrown.message]) : thrown;
  }
}

function refused(from: string, faults: readonly string[]): UserError {
  const name = printable(basename(resolve(from)));
  return new UserError(`${name} is not read.`, {
    details: faults.map(fault => `${name}/${fault}`),
    fix: 'A submission is source code: leave away what was built, fetched or recorded.',
  });
}

const LINK = 'Left away, since it is a link that leads to no file of the submission';
const SPECIAL = 'Left away, since it is neither a file nor a folder';
const CHANGED = 'Left away, since it changed while it was read';

/** So that a pipe that takes a file's place does not hold us up, and a link is not followed. Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const CHUNK = 256 * 1024;

class Copier {
  readonly #root: string;
  readonly #target: string;
  readonly #roster: Roster;

  constructor(root: string, target: string, roster: Roster) {
    this.#root = root;
    this.#target = target;
    this.#roster = roster;
  }

  async folder(path: string): Promise<void> {
    const names = await readdir(join(this.#root, path)).catch(() => null);
    if (names === null) this.#roster.drop(path, CHANGED);
    for (const name of names?.sort() ?? []) {
      const below = path === '' ? name : `${path}/${name}`;
      const parts = this.#roster.parts(below);
      if (parts === null || this.#roster.passesOver(parts)) continue;
      await this.#entry(below);
    }
  }

  async #entry(path: string): Promise<void> {
    const source = join(this.#root, path);
    const facts = await lstat(source).catch(() => null);
    if (facts?.isDirectory()) {
      // A copy inside the folder would copy itself.
      if (source === this.#target) return;
      if (this.#roster.admit(path, 'folder') === null) return;
      if (!(await this.#isInside(source))) return this.#roster.drop(path, CHANGED);
      await mkdir(join(this.#target, path));
      await this.folder(path);
    } else if (facts?.isSymbolicLink()) await this.#link(path, source);
    else if (facts?.isFile()) await this.#file(path, source);
    else this.#roster.drop(path, facts ? SPECIAL : CHANGED);
  }

  async #link(path: string, source: string): Promise<void> {
    const real = await realpath(source).catch(() => null);
    const inside = real?.startsWith(this.#root + sep) ? relative(this.#root, real).split(sep) : null;
    const isFile = real !== null && inside !== null && (await lstat(real).catch(() => null))?.isFile();
    if (!isFile) this.#roster.drop(path, LINK);
    else if (!this.#roster.passesOver(inside)) await this.#file(path, real);
  }

  async #file(path: string, source: string): Promise<void> {
    if (this.#roster.admit(path, 'file') === null) return;
    const handle = await open(source, READ).catch(() => null);
    if (!handle) return this.#roster.drop(path, CHANGED);
    try {
      const facts = await handle.stat();
      if (!(facts.isFile() && (await this.#holds(handle, source, facts)))) this.#roster.drop(path, CHANGED);
      else await this.#write(path, handle, facts);
    } finally {
      await handle.close();
    }
  }

  async #isInside(source: string): Promise<boolean> {
    return (await realpath(source).catch(() => '')).startsWith(this.#root + sep);
  }

  /**
   * Is what was opened a file of the folder? Somebody could have put a link in a folder's place meanwhile, and taken it away
   * again. Linux knows where an open file lies, whatever its path leads to now; elsewhere what lies there now is compared.
   */
  async #holds({ fd }: FileHandle, source: string, opened: Stats): Promise<boolean> {
    const place = await readlink(`/proc/self/fd/${fd}`).catch(() => null);
    if (place !== null) return place.startsWith(this.#root + sep);
    if (!(await this.#isInside(source))) return false;
    const there = await stat(source).catch(() => null);
    return there?.ino === opened.ino && there.dev === opened.dev;
  }

  async #write(path: string, from: FileHandle, { size, mode }: Stats): Promise<void> {
    this.#roster.count(path, 0, size);
    const to = await open(join(this.#target, path), 'wx', (mode & 0o111) !== 0 ? 0o755 : 0o644);
    try {
      const buffer = Buffer.alloc(Math.min(CHUNK, size + 1));
      for (let done = 0; ; ) {
        const { bytesRead } = await from.read(buffer, 0, buffer.length, done);
        if (bytesRead === 0) return;
        done += bytesRead;
        this.#roster.count(shown(path), bytesRead, done);
        await to.write(buffer, 0, bytesRead);
      }
    } finally {
      await to.close();
    }
  }
}
