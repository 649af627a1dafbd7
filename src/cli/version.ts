import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../platform/assets.ts';

/** The version of this package. */
export function version(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}
