import { createReadStream } from 'node:fs';
import { PassThrough, pipeline, Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { inMib, type Limits } from '../shared/limits.ts';
import { type ArchiveEntry, BadArchive } from './entry.ts';

const OTHERS: Readonly<Record<string, string>> = {
  link: 'a hard link',
  symlink: 'a symbolic link',
  'character-device': 'a device',
  'block-device': 'a device',
  fifo: 'a pipe',
};
/** The headers between the files, and what is passed over, are not in the sum of the files. */
const RAW_FACTOR = 4;

/** The entries of a `.tar` or `.tar.gz`, one after another: each must be read before the next one comes. */
export async function* tarEntries(file: string, gzip: boolean, limits: Limits): AsyncGenerator<ArchiveEntry> {
  const packed = counter();
  const raw = counter(total => {
    if (total > limits.bytes * RAW_FACTOR)
      return `it unpacks to more than ${inMib(limits.bytes * RAW_FACTOR)}.`;
    const isBomb = gzip && total > limits.ratioFrom && total > packed.total() * limits.ratio;
    return isBomb ? `it unpacks to more than ${limits.ratio} times its size.` : null;
  });
  const entries = extract();
  let fault: Error | null = null;
  const source = createReadStream(file);
  const unpacked = gzip ? createGunzip() : new PassThrough();
  pipeline(source, packed.stream, unpacked, raw.stream, thrown => {
    if (!thrown) return;
    fault ??= thrown;
    entries.destroy(thrown);
  });
  raw.stream.pipe(entries);
  try {
    for await (const entry of entries) {
      const content = async function* () {
        try {
          yield* entry;
        } catch (thrown) {
          throw readable(fault ?? thrown);
        }
      };
      yield entryOf(entry.header, content);
      entry.resume();
    }
  } catch (thrown) {
    throw readable(fault ?? thrown);
  } finally {
    source.destroy();
    entries.destroy();
  }
}

function readable(thrown: unknown): unknown {
  if (thrown instanceof BadArchive || !(thrown instanceof Error)) return thrown;
  // A consumer that stops early is no fault of the archive.
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  const known = code.startsWith('Z_') || /tar|header|checksum|Unexpected end|pax/i.test(thrown.message);
  return known ? new BadArchive(`it is damaged (${thrown.message}).`) : thrown;
}

function entryOf(header: Header, content: () => AsyncIterable<unknown>): ArchiveEntry {
  return {
    name: header.name,
    kind: kindOf(header),
    executable: ((header.mode ?? 0) & 0o111) !== 0,
    open: async () => Readable.from(content()),
  };
}

function kindOf({ type, pax }: Header): ArchiveEntry['kind'] {
  if (Object.keys(pax ?? {}).some(key => key.startsWith('GNU.sparse'))) return { other: 'a sparse file' };
  if (type === 'file' || type === 'contiguous-file') return 'file';
  if (type === 'directory') return 'folder';
  return { other: OTHERS[type ?? ''] ?? 'neither a file nor a folder' };
}

/** Passes bytes on and counts them; `judge` may refuse to go on. */
function counter(judge: (total: number) => string | null = () => null) {
  let total = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      const why = judge(total);
      if (why === null) done(null, chunk);
      else done(new BadArchive(why));
    },
  });
  return { stream, total: () => total };
}
