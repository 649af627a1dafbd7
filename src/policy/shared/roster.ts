import { NOT_WORK } from '../../workspace/leftovers.ts';
import { inMib, type Limits } from './limits.ts';
import { printable, shown } from './shown.ts';

/** Too much: what follows is not even looked at. */
export class OverLimit extends Error {}

const MAX_PART_BYTES = 255;
const MAX_PATH_BYTES = 1000;
/** What is passed over (`node_modules`) counts for little, but not for nothing. */
const LOOK_FACTOR = 25;
const MAX_FAULTS = 50;

/**
 * The names in a submission: what may be written, what is passed over, what is refused and why. Nothing here touches a file.
 */
export class Roster {
  readonly #limits: Limits;
  readonly #faults: string[] = [];
  readonly #dropped = new Map<string, Set<string>>();
  /** In small letters, since some machines do not tell them from capitals. */
  readonly #seen = new Map<string, { path: string; kind: 'file' | 'folder' }>();
  #looked = 0;
  #bytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get faults(): readonly string[] {
    return this.#faults;
  }

  get notes(): string[] {
    return [...this.#dropped].map(([why, paths]) => {
      const more = paths.size > 5 ? ` and ${paths.size - 5} more` : '';
      return `${why}: ${[...paths].slice(0, 5).map(shown).join(', ')}${more}.`;
    });
  }

  /** Bytes that were written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  fault(name: string, why: string): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(printable(`${shown(name)}: ${why}`));
  }

  drop(name: string, why: string): void {
    const paths = this.#dropped.get(why) ?? new Set();
    this.#dropped.set(why, paths.add(name));
  }

  /** The path of an entry below the target, with slashes; null where it is not to be written. */
  admit(name: string, kind: 'file' | 'folder'): string | null {
    const parts = this.parts(name);
    if (parts === null || parts.length === 0 || this.passesOver(parts)) return null;
    for (let depth = 1; depth <= parts.length; depth++) {
      const isLast = depth === parts.length;
      if (!this.#take(parts.slice(0, depth).join('/'), isLast ? kind : 'folder', name, isLast)) return null;
    }
    return parts.join('/');
  }

  /** The parts of a name; null where it is refused. */
  parts(name: string): string[] | null {
    if (++this.#looked > this.#limits.entries * LOOK_FACTOR) throw new OverLimit(this.#tooMany());
    const why = nameFault(name);
    const parts = name.split('/').filter(part => part !== '' && part !== '.');
    if (why !== null) this.fault(name, why);
    else if (parts.length > this.#limits.depth)
      this.fault(name, `it lies ${parts.length} folders deep; at most ${this.#limits.depth} are unpacked.`);
    else return parts;
    return null;
  }

  /** Does it belong to what is nobody's work? Then that is noted. */
  passesOver(parts: readonly string[]): boolean {
    const at = parts.findIndex(part => NOT_WORK.has(part) || part === '__MACOSX' || part.startsWith('._'));
    if (at !== -1) this.drop(parts.slice(0, at + 1).join('/'), 'Passed over, since it is nobody’s work');
    return at !== -1;
  }

  /** Counts bytes of a file as they come. `ofFile` is how many it has with them. */
  count(name: string, bytes: number, ofFile: number): void {
    this.#bytes += bytes;
    const { fileBytes, bytes: all } = this.#limits;
    if (ofFile > fileBytes)
      throw new OverLimit(`${shown(name)}: a file has at most ${inMib(fileBytes)}, and this one has more.`);
    if (this.#bytes > all)
      throw new OverLimit(`${shown(name)}: with this file it is more than ${inMib(all)} in all.`);
  }

  #take(path: string, kind: 'file' | 'folder', name: string, isLast: boolean): boolean {
    const key = path.normalize('NFC').toLowerCase();
    const found = this.#seen.get(key);
    if (!found) {
      if (this.#seen.size >= this.#limits.entries) throw new OverLimit(this.#tooMany());
      this.#seen.set(key, { path, kind });
      return true;
    }
    if (found.path !== path)
      this.fault(name, `${shown(found.path)} is there too: they differ in capitals or accents alone.`);
    else if (found.kind !== kind) this.fault(name, 'the same name is a file and a folder.');
    else if (isLast && kind === 'file') this.fault(name, 'it is there twice.');
    else return true;
    return false;
  }

  #tooMany(): string {
    return `There are more than ${this.#limits.entries} files and folders.`;
  }
}

/** Why a name cannot be that of a file below a folder; null where it can. */
function nameFault(name: string): string | null {
  if (/\p{Cc}/u.test(name)) return 'its name holds a control character.';
  if (name.includes('\\')) return 'its name holds a backslash; folders are divided by `/`.';
  if (/^[a-z]:/i.test(name)) return 'its name begins with a drive letter; expected a path within the folder.';
  if (name.startsWith('/')) return 'it has an absolute path; expected one within the folder.';
  const parts = name.split('/');
  if (parts.includes('..')) return 'its path holds `..`, which could lead out of the folder.';
  if (Buffer.byteLength(name) > MAX_PATH_BYTES) return `its path is longer than ${MAX_PATH_BYTES} bytes.`;
  if (parts.some(part => Buffer.byteLength(part) > MAX_PART_BYTES))
    return `its name is longer than ${MAX_PART_BYTES} bytes.`;
  return null;
}
