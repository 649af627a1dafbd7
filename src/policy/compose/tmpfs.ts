const MAX_BYTES = 256 * 1024 * 1024;
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const SIMPLE = /^(ro|rw|exec|noexec|nosuid|nodev|(mode|uid|gid)=\d{1,10})$/;

/** What of a stranger's `tmpfs` (`/path` or `/path:options`) is refused; null where nothing is. */
export function tmpfsFault(written: string): string | null {
  const [path = '', options = '', ...more] = written.split(':');
  if (!/^\/./.test(path) || more.length > 0) return `\`${written}\` is no path that begins with \`/\`.`;
  for (const option of options === '' ? [] : options.split(',')) {
    const size = sizeOf(option);
    if (size === null && !SIMPLE.test(option))
      return `the option \`${option}\` is not taken. Expected such as \`${path}:size=64m,mode=1777\`.`;
    if (size !== null && !(size > 0 && size <= MAX_BYTES))
      return `\`${option}\` is too much memory: at most \`size=256m\` is given.`;
  }
  return null;
}

/** The bytes of `size=64m`; null for another option. A size of the machine's memory in percent is none. */
function sizeOf(option: string): number | null {
  const [, number, unit = ''] = /^size=(\d{1,12})([bkmg]?)$/i.exec(option) ?? [];
  return number === undefined ? null : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}

/** The same with a size, where it has none: without one it may fill half of the machine's memory. */
export function limitedTmpfs(written: string): string {
  const [path = '', options = ''] = written.split(':');
  const kept = options === '' ? [] : options.split(',');
  return `${path}:${(kept.some(option => option.startsWith('size=')) ? kept : [...kept, `size=${MAX_BYTES}`]).join(',')}`;
}

/** Bytes of a `tmpfs` that is written as a volume. */
export const TMPFS_BYTES = MAX_BYTES;
