import { isAscii } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type Happened, isEvent, type ProgressEvent, VERSION } from './event.ts';

const LOG = 'progress.jsonl';
const TORN = 'progress.torn';
/** The log, and what was imported: a file of its own for each import. */
const LOG_FILE = /^progress(\.[\w-]+)?\.jsonl$/;
const NEWLINE = 0x0a;

/**
 * Appends one event and returns when it is on the disk. One write in append mode for each event: two processes at the
 * same time lose nothing.
 * @param dir the platform's data folder, made where it is missing
 */
export async function append(dir: string, happening: Happened, now = new Date()): Promise<void> {
  await mkdir(dir, { recursive: true });
  const event: ProgressEvent = { v: VERSION, id: randomUUID(), at: now.toISOString(), ...happening };
  await appendLine(join(dir, LOG), event);
}

/** Appends a value as a line of JSON, and returns when it is on the disk. */
export async function appendLine(path: string, value: unknown): Promise<void> {
  const file = await open(path, 'a+');
  try {
    // A torn line of a process that was killed must not take this one with it.
    const start = (await endsTorn(file)) ? '\n' : '';
    await file.write(Buffer.from(`${start}${JSON.stringify(value)}\n`));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function endsTorn(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}

/** Events in the order in which they happened, and how many lines had to be put aside. */
export interface Progress {
  events: ProgressEvent[];
  torn: number;
}

/**
 * Reads all events. Lines that are no events (a process was killed while it wrote) are put aside into `progress.torn`.
 * Throws UserError where a newer microlab has written.
 */
export async function read(dir: string): Promise<Progress> {
  const [first = { events: [], torn: 0 }, ...others] = await Promise.all(
    (await logFiles(dir)).map(name => readOne(dir, name)),
  );
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    events: inOrder(all.map(({ events }) => events)),
    torn: all.reduce((sum, one) => sum + one.torn, 0),
  };
}

/** The names of the files that hold events. */
export async function logFiles(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter(name => LOG_FILE.test(name)).sort();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unreadable(dir, thrown);
  }
}

/** Two imports at the same time may have brought the same event. */
function inOrder(logs: readonly ProgressEvent[][]): ProgressEvent[] {
  const byId = new Map(logs.flat().map(event => [event.id, event]));
  return [...byId.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function readOne(dir: string, name: string): Promise<Progress> {
  const path = join(dir, name);
  const bytes = await readFile(path).catch(thrown => {
    throw unreadable(dir, thrown);
  });
  const { events, bad } = parseLog(textOf(bytes));
  const newer = events.find(({ v }) => v > VERSION);
  if (newer) {
    throw new UserError('Your progress was written by a newer microlab.', {
      details: [`It lies in ${path}.`],
      fix: 'Update microlab, or name another folder in the variable MICROLAB_HOME.',
    });
  }
  return { events, torn: bad.length === 0 ? 0 : await putAside(dir, path, bytes) };
}

const unreadable = (dir: string, thrown: unknown) =>
  new UserError(`The progress in ${dir} cannot be read.`, {
    details: [(thrown as Error).message],
    cause: thrown,
  });

/** Taken as ASCII a long log is decoded ten times as fast, and nearly every log is nothing else. */
const textOf = (bytes: Buffer) => bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');

/** The events of a log, and the numbers of lines, from 1, that hold none. Empty lines are nothing. */
export function parseLog(text: string): { events: ProgressEvent[]; bad: number[] } {
  const events: ProgressEvent[] = [];
  const bad: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const event = parse(line);
    if (isEvent(event)) events.push(event as ProgressEvent);
    else if (line.trim() !== '') bad.push(index + 1);
  }
  return { events, bad };
}

/** The value of a line of JSON; undefined where it is none, as a process leaves it that was killed while it wrote. */
export function parse(line: string): unknown {
  if (line === '') return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

interface Line {
  text: string;
  start: number;
  length: number;
}

function split(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const text = bytes.toString('utf8', start, end);
    if (text.trim() !== '') lines.push({ text, start, length: end - start });
    start = end + 1;
  }
  return lines;
}

/**
 * Keeps the lines that are no events in a file of their own and blanks them where they were: nothing moves, so an
 * append at the same time is safe. A line that has grown since was not torn, only not finished. Returns how many were
 * put aside.
 */
async function putAside(dir: string, path: string, bytes: Buffer): Promise<number> {
  const now = new Map(split(await readFile(path)).map(({ start, length }) => [start, length]));
  const torn = split(bytes).filter(
    ({ text, start, length }) => !isEvent(parse(text)) && now.get(start) === length,
  );
  await appendFile(join(dir, TORN), torn.map(({ text }) => `${text}\n`).join(''));
  const file = await open(path, 'r+');
  try {
    for (const { start, length } of torn) await file.write(Buffer.alloc(length, ' '), 0, length, start);
  } finally {
    await file.close();
  }
  return torn.length;
}
