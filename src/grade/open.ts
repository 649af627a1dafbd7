import { constants } from 'node:fs';
import { lstat, open as openFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { unpack } from '../policy/archive/index.ts';
import { cleanCopy } from '../policy/clean-copy.ts';
import { digestOfFile, digestOfFolder, digestOfText, digestOfValue } from './digest.ts';
import { newestIn } from './newest.ts';
import { ANSWERS, type Submission } from './submission.ts';

/** `answers`: what `answers.yaml` says. `files`: when the archive, or the newest file, was written. */
export type Times = 'answers' | 'files';

/** What was handed in for one exercise: a clean copy of it, or why there is none. */
export type Part =
  | { kind: 'folder'; folder: string; digest: string }
  | { kind: 'absent' }
  | { kind: 'refused'; reasons: readonly string[] };

/** A submission as far as it concerns an exam: everything else in it is neither copied nor read. */
export interface Opened {
  /** The text of `answers.yaml`, or why it is not read. */
  answers: { text: string } | { problem: string };
  /** By the ids of exercises. */
  exercises: ReadonlyMap<string, Part>;
  /** What was left away on the way. */
  notes: readonly string[];
  /** SHA-256 of the answers and of the exercises' folders, however they were packed. */
  digest: string;
  /** When it was written, where that was asked for: ISO 8601 in UTC. */
  changedAt: string | null;
}

const MAX_ANSWERS = 128 * 1024;

/**
 * Opens a submission: plain copies of the folders that the exam asks for, within limits. What may not be read is
 * refused, each folder for itself, and the rest is still there.
 * @param scratch where the copies go
 */
export async function openSubmission(
  submission: Submission,
  scratch: string,
  exercises: readonly string[],
  times: Times,
): Promise<Opened> {
  const changedAt = times === 'files' ? await writtenAt(submission, exercises) : null;
  let root = submission.source;
  let unpacked: readonly string[] = [];
  if (submission.kind === 'archive') {
    root = join(scratch, 'unpacked');
    try {
      unpacked = (await unpack(submission.source, root, { keep: exercises })).notes;
    } catch (thrown) {
      const reasons = reasonsOf(thrown);
      return {
        answers: { problem: `The archive is not unpacked, so there is no ${ANSWERS}.` },
        exercises: new Map(exercises.map(id => [id, { kind: 'refused', reasons }])),
        notes: reasons,
        digest: await digestOfFile(submission.source),
        changedAt,
      };
    }
  } else root = await topOf(root, exercises);

  const notes = [...unpacked];
  const answers = await readText(join(root, ANSWERS));
  const parts = new Map<string, Part>();
  for (const id of exercises)
    parts.set(id, await partOf(join(root, id), join(scratch, 'copy', id), id, notes));
  const digest = digestOfValue({
    answers: 'text' in answers ? digestOfText(answers.text) : null,
    exercises: Object.fromEntries([...parts].map(([id, part]) => [id, partDigest(part)])),
  });
  return { answers, exercises: parts, notes, digest, changedAt };
}

async function partOf(from: string, to: string, id: string, notes: string[]): Promise<Part> {
  const facts = await lstat(from).catch(() => null);
  if (!facts) return { kind: 'absent' };
  // A link could lead anywhere on this machine.
  if (!facts.isDirectory())
    return { kind: 'refused', reasons: [`${id}: expected a folder, found ${whatIs(facts)}.`] };
  try {
    const copied = await cleanCopy(from, to);
    notes.push(...copied.notes.map(note => `${id}: ${note}`));
    return { kind: 'folder', folder: to, digest: await digestOfFolder(to) };
  } catch (thrown) {
    return { kind: 'refused', reasons: reasonsOf(thrown) };
  }
}

const whatIs = (facts: { isFile(): boolean; isSymbolicLink(): boolean }) =>
  facts.isFile() ? 'a file' : facts.isSymbolicLink() ? 'a link' : 'neither a file nor a folder';

const partDigest = (part: Part) =>
  part.kind === 'folder' ? part.digest : part.kind === 'refused' ? digestOfValue(part.reasons) : null;

/** What the policy says against it. Throws what is no fault of the submission. */
function reasonsOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof UserError)) throw thrown;
  return thrown.details.length > 0 ? thrown.details : [thrown.message];
}

/** Where a folder holds nothing but one folder, as code hosts and archivers leave it, that one is meant. */
async function topOf(root: string, exercises: readonly string[]): Promise<string> {
  // Who may not look into it finds nothing in it.
  const all = await readdir(root, { withFileTypes: true }).catch(() => []);
  const entries = all.filter(({ name }) => !name.startsWith('.'));
  const [only, ...more] = entries;
  if (!only?.isDirectory() || more.length > 0 || exercises.includes(only.name)) return root;
  return join(root, only.name);
}

/** A pipe in its place must not hold us up, and a link is not followed. Windows has neither. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function readText(path: string): Promise<Opened['answers']> {
  const facts = await lstat(path).catch(() => null);
  if (!facts) return { problem: `There is no ${ANSWERS}.` };
  if (!facts.isFile()) return { problem: `${ANSWERS} is ${facts.isSymbolicLink() ? 'a link' : 'no file'}.` };
  const file = await openFile(path, READ).catch(() => null);
  if (!file) return { problem: `${ANSWERS} cannot be read.` };
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_ANSWERS + 1), 0, MAX_ANSWERS + 1, 0);
    return bytesRead > MAX_ANSWERS
      ? { problem: `${ANSWERS}:1:1: the file has ${facts.size} bytes, at most ${MAX_ANSWERS} are read.` }
      : { text: buffer.toString('utf8', 0, bytesRead) };
  } catch {
    return { problem: `${ANSWERS} cannot be read.` };
  } finally {
    await file.close();
  }
}

async function writtenAt({ source, kind }: Submission, exercises: readonly string[]): Promise<string | null> {
  if (kind === 'archive') return (await stat(source)).mtime.toISOString();
  const root = await topOf(source, exercises);
  return newestIn([ANSWERS, ...exercises].map(name => join(root, name)));
}
