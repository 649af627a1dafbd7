import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { type ProgressEvent, VERSION } from './event.ts';
import { logFiles, parseLog, read } from './log.ts';

/** Events as lines, as the log has them: what another machine can import. */
export const exported = (events: readonly ProgressEvent[]): string =>
  events.map(event => `${JSON.stringify(event)}\n`).join('');

/** A text with events, and the name of what it was read from. */
export interface Source {
  name: string;
  text: string;
}

/**
 * Adds the events of other logs that are not there yet; known ones are known by their ids. All of them or none: they
 * come as a file of their own, which is there as a whole or not at all, so that what other processes append meanwhile
 * is safe too. Returns how many were new, and how many were there already.
 */
export async function merge(
  dir: string,
  sources: readonly Source[],
): Promise<{ added: number; known: number }> {
  const incoming = sources.flatMap(sound);
  const { events } = await read(dir);
  const ids = new Set(events.map(({ id }) => id));
  const unique = new Map(incoming.map(event => [event.id, event]));
  const fresh = [...unique.values()].filter(({ id }) => !ids.has(id));
  if (fresh.length > 0) await place(dir, `progress.${randomUUID()}.jsonl`, exported(fresh));
  return { added: fresh.length, known: unique.size - fresh.length };
}

/** Throws one UserError that names every line which is no event. */
function sound({ name, text }: Source): ProgressEvent[] {
  const { events, bad } = parseLog(text);
  if (events.some(({ v }) => v > VERSION)) {
    throw new UserError(`${name} was written by a newer microlab. Nothing was imported.`, {
      fix: 'Update microlab.',
    });
  }
  // Where it cannot be told when it happened, it has no place among the others.
  const problems = [
    ...bad.map(
      line => `${name}:${line}: expected an event in JSON, as \`microlab progress export\` writes it`,
    ),
    ...events
      .filter(({ at }) => Number.isNaN(Date.parse(at)))
      .map(({ id, at }) => `${name}: the event ${id} has no time: "${at}"`),
  ];
  if (problems.length > 0) {
    throw new UserError(`${name} is no exported progress. Nothing was imported.`, {
      details:
        problems.length > 10 ? [...problems.slice(0, 10), `and ${problems.length - 10} more`] : problems,
      fix: 'Export it again on the other machine: microlab progress export --output progress.jsonl',
    });
  }
  if (events.length === 0) throw new UserError(`${name} has no events.`);
  return events;
}

/** Writes a file that is there as a whole or not at all, after a power cut too. One that was there is replaced. */
export async function place(dir: string, name: string, text: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const draft = join(dir, `${name}.${randomUUID()}.draft`);
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(dir, name));
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dir);
}

/** Some systems cannot open a folder, and need not. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/**
 * Puts all progress aside into a folder that carries the date, and returns that folder; null where there was none.
 * Files are moved, not copied: an event that is written at this moment is in the backup or in the new log.
 */
export async function reset(dir: string, now = new Date()): Promise<string | null> {
  const files = await logFiles(dir);
  if (files.length === 0) return null;
  const backup = join(dir, `backup-${now.toISOString().replaceAll(':', '-').replace(/\.\d+/, '')}`);
  await mkdir(backup, { recursive: true });
  for (const name of files) await rename(join(dir, name), join(backup, name));
  return backup;
}
