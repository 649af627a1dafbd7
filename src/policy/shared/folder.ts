import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

type Found =
  | { kind: 'file' /** Real and absolute. */; path: string; size: number }
  | { kind: 'folder' /** Real and absolute. */; path: string; size: number }
  | { kind: 'absent' | 'outside' | 'other' };

/** A workspace, as far as the policy may look: every path is resolved to what it really is before anything is read. */
export interface Folder {
  /** Real and absolute. */
  readonly root: string;
  /** What a path leads to. Links count as what they point to, so a link that leaves the folder is `outside`. */
  find(path: string): Found;
  /** The names in a folder that `find` found, in order. */
  list(found: Found & { kind: 'folder' }): string[];
  /** The text of a file that `find` found. */
  read(found: Found & { kind: 'file' }): string;
}

export function folderAt(workspace: string): Folder {
  const root = realpathSync(workspace);
  const inside = (real: string) => real === root || real.startsWith(root + path.sep);
  return {
    root,
    find(wanted) {
      const absolute = path.resolve(root, wanted);
      let real: string;
      try {
        real = realpathSync(absolute);
      } catch {
        return { kind: inside(absolute) ? 'absent' : 'outside' };
      }
      if (!inside(real)) return { kind: 'outside' };
      const facts = statSync(real);
      if (facts.isDirectory()) return { kind: 'folder', path: real, size: 0 };
      return facts.isFile() ? { kind: 'file', path: real, size: facts.size } : { kind: 'other' };
    },
    list: found => readdirSync(found.path).sort(),
    read: found => readFileSync(found.path, 'utf8'),
  };
}
