import type { Readable } from 'node:stream';

/** What an archive says of one of its entries. */
export interface ArchiveEntry {
  /** As it stands in the archive, whatever that is. */
  name: string;
  /** `other` comes with the words that say what it is. */
  kind: 'file' | 'folder' | { other: string };
  executable: boolean;
  /** The content of a file. It must be read to its end, or destroyed. */
  open(): Promise<Readable>;
}

/** Something in the archive that cannot be read or must not be: its message is for the person who sent it. */
export class BadArchive extends Error {}
