import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The folder of this package: exercises/, templates/ and schema/ lie in it. Found upward from this file, in the source tree and in a bundle alike. */
export function packageRoot(): string {
  root ??= upward(dirname(fileURLToPath(import.meta.url)));
  return root;
}

function upward(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'microlab') return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('microlab was installed without its package.json');
  return upward(parent);
}

/** Where one of the helper's programs lies: beside its source, or in `dist/` where the build copies it. */
export function asset(name: string): string {
  const inSource = join(packageRoot(), 'src/runtimes/shared/helper', name);
  return existsSync(inSource) ? inSource : join(packageRoot(), 'dist', name);
}
