import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../errors.ts';
import { inMib, LIMITS, type Limits } from '../shared/limits.ts';
import { OverLimit, Roster } from '../shared/roster.ts';
import { printable } from '../shared/shown.ts';
import { type ArchiveEntry, BadArchive } from './entry.ts';
import { tarEntries } from './tar.ts';
import { zipEntries } from './zip.ts';

interface UnpackOptions {
  limits?: Partial<Limits>;
  /** Names of folders that stay where they are even when one is all that the archive holds (the ids of exercises). */
  keep?: readonly string[];
}

/**
 * Unpacks a `.tar`, `.tar.gz` or `.zip` into `target`, which is not there yet or empty: plain files and folders, nothing
 * else. One folder that holds everything else is left away, as in what code hosts offer for download.
 * Throws a UserError that names every entry that is refused; then nothing of the archive is left in `target`.
 */
export async function unpack(
  archive: string,
  target: string,
  { limits: given, keep = [] }: UnpackOptions = {},
): Promise<{ notes: string[] }> {
  const limits = { ...LIMITS, ...given };
  const roster = new Roster(limits);
  await mkdir(dirname(resolve(target)), { recursive: true });
  const fresh = await mkdtemp(`${resolve(target)}-`);
  try {
    for await (const entry of await entriesOf(archive, limits)) await take(entry, fresh, roster);
    if (roster.faults.length > 0) throw refused(archive, roster.faults);
    await moveInto(await topOf(fresh, keep), target);
    return { notes: roster.notes };
  } catch (thrown) {
    if (thrown instanceof BadArchive) throw refused(archive, [...roster.faults, thrown.message]);
    if (thrown instanceof OverLimit) throw refused(archive, [...roster.faults, thrown.message]);
    throw thrown;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function refused(archive: string, faults: readonly string[]): UserError {
  const name = printable(basename(archive));
  return new UserError(`${name} is not unpacked.`, {
    details: faults.map(fault => `${name}: ${printable(fault)}`),
    fix: 'Pack the folder of the submission anew, with plain files and folders alone: `tar -czf submission.tar.gz submission`.',
  });
}

/** What it is says its first bytes, not its name. */
async function entriesOf(archive: string, limits: Limits): Promise<AsyncGenerator<ArchiveEntry>> {
  const facts = await stat(archive);
  if (!facts.isFile()) throw new BadArchive('it is not a file.');
  if (facts.size > limits.bytes) throw new BadArchive(`it is larger than ${inMib(limits.bytes)}.`);
  const handle = await open(archive, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    // `PK` and the kind of its first record; an empty archive has the last one alone.
    if ([0x504b0304, 0x504b0506].includes(buffer.readUInt32BE(0))) return zipEntries(archive, limits);
    if (buffer.readUInt16BE(0) === 0x1f8b) return tarEntries(archive, true, limits);
    if (buffer.toString('latin1', 257, 262) === 'ustar') return tarEntries(archive, false, limits);
  } finally {
    await handle.close();
  }
  throw new BadArchive('it is no archive that is read here: expected a .tar, .tar.gz or .zip.');
}

async function take(entry: ArchiveEntry, folder: string, roster: Roster): Promise<void> {
  const { name, kind } = entry;
  if (typeof kind === 'object') {
    const parts = roster.parts(name);
    // Links are usual in what is passed over anyway, such as `node_modules`.
    if (parts !== null && !roster.passesOver(parts)) roster.fault(name, `it is ${kind.other}. ${WHY}`);
    return;
  }
  const path = roster.admit(name, kind);
  if (path === null) return;
  const absolute = join(folder, path);
  await mkdir(kind === 'folder' ? absolute : dirname(absolute), { recursive: true });
  if (kind === 'folder') return;
  const content = await entry.open();
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      try {
        roster.count(name, chunk.length, size);
        done(null, chunk);
      } catch (thrown) {
        done(thrown as Error);
      }
    },
  });
  await pipeline(
    content,
    counted,
    createWriteStream(absolute, { flags: 'wx', mode: entry.executable ? 0o755 : 0o644 }),
  ).catch(thrown => {
    throw thrown instanceof OverLimit || thrown instanceof BadArchive || 'syscall' in thrown
      ? thrown
      : new BadArchive(`${name}: it is damaged (${(thrown as Error).message}).`);
  });
}

const WHY = 'A submission is made of plain files and folders.';

/** The folder that counts: the only one at the top, unless it is part of the submission itself. */
async function topOf(folder: string, keep: readonly string[]): Promise<string> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  if (!only?.isDirectory() || more.length > 0 || keep.includes(only.name)) return folder;
  return join(folder, only.name);
}

async function moveInto(from: string, target: string): Promise<void> {
  // Fails unless it is empty.
  await rmdir(target).catch(thrown => {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  });
  await chmod(from, 0o755);
  await rename(from, target);
}
