import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

type TarEntry = Partial<Header> & { name: string; text?: string | Buffer };

/** A tar of these entries. tar-stream writes any name, also a hostile one. */
export async function tar(entries: readonly TarEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const { text = '', ...header } of entries) {
    if (header.type === undefined || header.type === 'file') archive.entry(header, text);
    else archive.entry(header);
  }
  archive.finalize();
  return buffer(archive);
}

interface ZipEntry {
  name: string;
  text?: string | Buffer;
  /** With the format, as Unix has it: 0o120777 is a link. */
  mode?: number;
  encrypted?: boolean;
  /** What is said instead of what is true. */
  says?: { size?: number; method?: number };
}

/** A zip of these entries, as it comes: nothing is checked. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, text = '', mode = 0o100644, encrypted = false, says = {} } of entries) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    // From "version needed" to "extra field length", which both headers have in common.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | Number(encrypted), 2);
    common.writeUInt16LE(says.method ?? 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says.size ?? content.length, 18);
    common.writeUInt16LE(bytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, bytes, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, bytes]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

export async function writeTar(path: string, entries: readonly TarEntry[], gzip = false): Promise<void> {
  const bytes = await tar(entries);
  writeFileSync(path, gzip ? gzipSync(bytes) : bytes);
}
