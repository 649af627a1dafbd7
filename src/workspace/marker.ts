import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file that makes a folder a workspace. */
export const MARKER = '.microlab.json';

export interface Marker {
  exercise: string;
  /** The version of microlab that made it. */
  version: string;
  /** The digest of the template that it was made from. */
  template: string;
  /** ISO 8601, UTC. */
  createdAt: string;
}

export async function writeMarker(dir: string, marker: Marker): Promise<void> {
  await writeFile(join(dir, MARKER), `${JSON.stringify(marker, null, 2)}\n`);
}

/** The marker of a folder; null where it is no workspace. */
export async function readMarker(dir: string): Promise<Marker | null> {
  try {
    const marker: unknown = JSON.parse(await readFile(join(dir, MARKER), 'utf8'));
    const named =
      typeof marker === 'object' &&
      marker !== null &&
      'exercise' in marker &&
      typeof marker.exercise === 'string';
    return named ? (marker as Marker) : null;
  } catch {
    return null;
  }
}
