import { existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { printable } from '../report/printable.ts';

/** What one learner handed in, where it lies. Nothing of it was read yet. */
export interface Submission {
  /** Safe as the name of a file, on every system. */
  readonly id: string;
  /** A folder or an archive: absolute. */
  readonly source: string;
  readonly kind: 'folder' | 'archive';
}

/** The file with the answers to the questions. */
export const ANSWERS = 'answers.yaml';
const ARCHIVE = /\.(zip|tar|tar\.gz|tgz)$/i;

interface FindOptions {
  cwd: string;
  /** The ids of the exam's exercises: a folder that holds one of them is a submission. */
  exercises: readonly string[];
  /** Left out wherever it lies: the folder that results are written to. */
  output: string | null;
}

/**
 * The submissions that arguments lead to. An archive is one. A folder is one where it holds `answers.yaml` or a folder
 * named like an exercise of the exam; else it is a class, and each folder and each archive in it is one.
 * `single`: one argument, and it is a submission itself. `passedOver`: what lies in a class and is no submission, by name.
 * Throws one UserError that names every argument that leads to none, or all submissions that would have the same id.
 */
export async function findSubmissions(
  given: readonly string[],
  { cwd, exercises, output }: FindOptions,
): Promise<{ submissions: Submission[]; single: boolean; passedOver: string[] }> {
  const results = output === null ? null : await realpath(resolve(cwd, output)).catch(() => null);
  const problems: string[] = [];
  const found: Submission[] = [];
  const passedOver: string[] = [];
  let single = given.length === 1;
  for (const argument of given) {
    const path = resolve(cwd, argument);
    const one = await submissionAt(path, exercises);
    if (one === 'class') {
      single = false;
      const { members, others } = await membersOf(path, results);
      if (members.length === 0) problems.push(`${argument}: the folder holds no submission`);
      found.push(...members);
      passedOver.push(...others.map(name => printable(join(argument, name))));
    } else if (typeof one === 'string') problems.push(`${argument}: ${one}`);
    else found.push(one);
  }
  if (problems.length > 0) {
    throw new UserError(problems.length === 1 ? 'Here is no submission.' : 'Here are no submissions.', {
      details: problems,
      fix: `A submission is a folder or an archive (.zip, .tar, .tar.gz) with ${ANSWERS} and a folder for each exercise, named by its id. A folder of submissions is a class.`,
    });
  }
  refuseSame(found);
  return { submissions: found, single, passedOver };
}

/** What lies at a path: a submission, a class, or what is wrong with it. */
async function submissionAt(path: string, exercises: readonly string[]): Promise<Submission | string> {
  const facts = await stat(path).catch(() => null);
  if (!facts) return 'there is no such file or folder';
  if (facts.isDirectory()) {
    const own = [ANSWERS, ...exercises].some(name => existsSync(join(path, name)));
    return own ? submissionOf(path, 'folder') : 'class';
  }
  return facts.isFile() && ARCHIVE.test(path)
    ? submissionOf(path, 'archive')
    : 'neither a folder nor an archive (.zip, .tar, .tar.gz)';
}

/** Every folder and archive in a class, by name, and the names of all else. Hidden ones are tools' own. */
async function membersOf(
  path: string,
  results: string | null,
): Promise<{ members: Submission[]; others: string[] }> {
  const entries = await readdir(path, { withFileTypes: true });
  const members: Submission[] = [];
  const others: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const place = join(path, entry.name);
    if (entry.name.startsWith('.') || (await realpath(place).catch(() => place)) === results) continue;
    if (entry.isDirectory()) members.push(submissionOf(place, 'folder'));
    else if (entry.isFile() && ARCHIVE.test(entry.name)) members.push(submissionOf(place, 'archive'));
    else others.push(entry.name);
  }
  return { members, others };
}

function submissionOf(source: string, kind: Submission['kind']): Submission {
  const name = basename(source);
  return { id: safeId(kind === 'archive' ? name.replace(ARCHIVE, '') : name), source, kind };
}

/** Names that mean a device on Windows, whatever their ending is. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** In bytes: with an ending it is still a name that every file system takes. */
const LONGEST = 180;

/** A name that is a file's name on every system, and nothing else: letters and digits of any script, `.`, `_` and `-`. */
export function safeId(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')
    .replaceAll(/^[.-]+|\.+$/g, '_');
  const short = shortened(plain);
  return DEVICES.test(short) || short === '' ? `_${short}` : short;
}

function shortened(text: string): string {
  let rest = text;
  while (Buffer.byteLength(rest) > LONGEST) rest = [...rest].slice(0, -1).join('');
  return rest;
}

function refuseSame(submissions: readonly Submission[]): void {
  const byId = new Map<string, Submission[]>();
  // Two names that differ in case alone are one file on some systems.
  for (const one of submissions) {
    const key = one.id.toLowerCase();
    byId.set(key, [...(byId.get(key) ?? []), one]);
  }
  const same = [...byId.values()].filter(list => list.length > 1);
  if (same.length === 0) return;
  throw new UserError('Several submissions have the same id.', {
    details: same.map(list => `${list[0]?.id}: ${list.map(({ source }) => printable(source)).join(', ')}`),
    fix: 'The id is the name of the folder or archive, without its ending. Rename one of them, or leave it out.',
  });
}
