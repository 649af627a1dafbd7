/** How much a submission may be. */
export interface Limits {
  /** Of all files together. */
  bytes: number;
  /** Of one file. */
  fileBytes: number;
  /** Files and folders. */
  entries: number;
  /** Folders within folders. */
  depth: number;
  /** How many times larger an archive may become, once it is above `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
}

const MIB = 1024 * 1024;

/** Far above any honest submission (source code and a few pictures), far below what hurts. */
export const LIMITS: Limits = {
  bytes: 64 * MIB,
  fileBytes: 16 * MIB,
  entries: 4000,
  depth: 24,
  ratio: 150,
  ratioFrom: 4 * MIB,
};

/** As in "at most 64 MiB". */
export const inMib = (bytes: number) => (bytes < MIB ? `${bytes} bytes` : `${Math.round(bytes / MIB)} MiB`);
