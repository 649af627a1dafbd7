import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives the unit tests a temp folder of their own, and removes it after the last of them: so no test has to clean up
 * there, and one that was killed leaves nothing either.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'microlab-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
