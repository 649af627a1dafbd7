import type { Findings } from './findings.ts';
import type { Folder } from './folder.ts';
import type { Place } from './tree.ts';

/** Where something is said that concerns a whole file. */
export const START: Place = { line: 1, column: 1 };

/** The text of a file of the workspace; null where it cannot be read, and the findings say why. */
export function readText(folder: Folder, name: string, maxBytes: number, findings: Findings): string | null {
  const found = folder.find(name);
  const problem =
    found.kind === 'outside'
      ? `${name} is a link that leads out of the workspace.`
      : found.kind !== 'file'
        ? `${name} is not a file.`
        : found.size > maxBytes
          ? `${name} has ${found.size} bytes; at most ${maxBytes} are read.`
          : null;
  if (problem === null) return folder.read(found as Parameters<Folder['read']>[0]);
  findings.problem(START, problem);
  return null;
}
