import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl';
import type { Limits } from '../shared/limits.ts';
import { type ArchiveEntry, BadArchive } from './entry.ts';

const openZip = promisify(
  open as (path: string, options: object, done: (error: Error | null, zip: ZipFile) => void) => void,
);

const STORED = 0;
const DEFLATED = 8;
const FORMAT = 0o170000;
const FOLDER = 0o040000;
const FILE = 0o100000;
const LINK = 0o120000;

/** The entries of a `.zip`, in the order of its table of contents: what stands elsewhere in it is not looked at. */
export async function* zipEntries(file: string, limits: Limits): AsyncGenerator<ArchiveEntry> {
  // Names are judged by the roster, which says everything at once; the library would stop at the first.
  const zip = await openZip(file, { lazyEntries: true, decodeStrings: false, autoClose: false }).catch(
    damaged,
  );
  try {
    for (;;) {
      const entry = await next(zip);
      if (entry === null) return;
      yield entryOf(zip, entry, limits);
    }
  } finally {
    zip.close();
  }
}

async function next(zip: ZipFile): Promise<Entry | null> {
  const stop = new AbortController();
  const wait = (event: string) => once(zip, event, { signal: stop.signal });
  const found = Promise.race([wait('entry').then(([entry]) => entry as Entry), wait('end').then(() => null)]);
  zip.readEntry();
  try {
    return await found.catch(damaged);
  } finally {
    stop.abort();
  }
}

function entryOf(zip: ZipFile, entry: Entry, limits: Limits): ArchiveEntry {
  const name = getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileName as unknown as Buffer,
    entry.extraFields,
    true,
  );
  const mode = entry.externalFileAttributes >>> 16;
  return {
    name,
    kind: kindOf(entry, name, mode, limits),
    executable: (mode & 0o111) !== 0,
    open: () =>
      promisify((done: (error: Error | null, stream: Readable) => void) =>
        zip.openReadStream(entry, done),
      )().catch(damaged),
  };
}

function kindOf(entry: Entry, name: string, mode: number, limits: Limits): ArchiveEntry['kind'] {
  const { compressionMethod, uncompressedSize, compressedSize } = entry;
  const format = mode & FORMAT;
  if (entry.isEncrypted()) return { other: 'encrypted' };
  if (format === LINK) return { other: 'a symbolic link' };
  // Where no Unix wrote it there is no format, and a folder ends with a slash.
  if (format !== 0 && format !== FOLDER && format !== FILE) return { other: 'neither a file nor a folder' };
  if (name.endsWith('/') || format === FOLDER) return 'folder';
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    return { other: `packed by method ${compressionMethod}, which is not read here` };
  if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio)
    return { other: `a file that unpacks to more than ${limits.ratio} times its size` };
  return 'file';
}

function damaged(thrown: unknown): never {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  throw new BadArchive(`it is damaged (${reason}).`);
}
