import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type Happened, isEvent, type ProgressEvent, VERSION } from './event.ts';

const LOG = 'progress.jsonl';
const TORN = 'progress.torn';
const NEWLINE = 0x0a;

/**
 * Appends one event and returns when it is on the disk. One write in append mode for each event: two processes at the
 * same time lose nothing.
 * @param dir the platform's data folder, made where it is missing
 */
export async function append(dir: string, happening: Happened, now = new Date()): Promise<void> {
  await mkdir(dir, { recursive: true });
  const file = await open(join(dir, LOG), 'a+');
  try {
    const event: ProgressEvent = { v: VERSION, id: randomUUID(), at: now.toISOString(), ...happening };
    // A torn line of a process that was killed must not take this one with it.
    const start = (await endsTorn(file)) ? '\n' : '';
    await file.write(Buffer.from(`${start}${JSON.stringify(event)}\n`));
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

/** Events in the order in which they were written, and how many lines had to be put aside. */
export interface Progress {
  events: ProgressEvent[];
  torn: number;
}

/**
 * Reads all events. Lines that are no events (a process was killed while it wrote) are put aside into `progress.torn`.
 * Throws UserError where a newer microlab has written.
 */
export async function read(dir: string): Promise<Progress> {
  const bytes = await readFile(join(dir, LOG)).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return Buffer.alloc(0);
    throw new UserError(`The progress in ${dir} cannot be read.`, {
      details: [thrown.message],
      cause: thrown,
    });
  });
  const lines = split(bytes);
  const parsed = lines.map(line => ({ line, value: parse(line.text) }));
  const newer = parsed.find(({ value }) => isEvent(value) && value.v > VERSION);
  if (newer) {
    throw new UserError('Your progress was written by a newer microlab.', {
      details: [`It lies in ${join(dir, LOG)}.`],
      fix: 'Update microlab, or name another folder in the variable MICROLAB_HOME.',
    });
  }
  const unreadable = parsed.filter(({ value }) => !isEvent(value)).map(({ line }) => line);
  const torn = unreadable.length === 0 ? 0 : await putAside(dir, unreadable);
  return { events: parsed.map(({ value }) => value).filter(isEvent) as ProgressEvent[], torn };
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Keeps the lines in a file of their own and blanks them where they were: nothing moves, so an append at the same time
 * is safe. A line that has grown since was not torn, only not finished. Returns how many were put aside.
 */
async function putAside(dir: string, lines: readonly Line[]): Promise<number> {
  const now = split(await readFile(join(dir, LOG)));
  const torn = lines.filter(line =>
    now.some(({ start, length }) => start === line.start && length === line.length),
  );
  await appendFile(join(dir, TORN), torn.map(({ text }) => `${text}\n`).join(''));
  const file = await open(join(dir, LOG), 'r+');
  try {
    for (const { start, length } of torn) await file.write(Buffer.alloc(length, ' '), 0, length, start);
  } finally {
    await file.close();
  }
  return torn.length;
}
