import { MARKER } from './marker.ts';

/** What tools leave behind in a workspace, and what microlab keeps there: never compared, never counted, never handed in. */
export const NOT_WORK: ReadonlySet<string> = new Set([
  MARKER,
  '.microlab',
  '.git',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  '.DS_Store',
]);
