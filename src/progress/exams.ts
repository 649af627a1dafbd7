import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import {
  type Attempt,
  type AttemptEvent,
  type AttemptStep,
  attemptOf,
  type Started,
} from '../exam/attempt.ts';
import type { Moment } from '../exam/clock.ts';
import type { ExamResult } from '../report/grades/model.ts';
import { appendLine, parse } from './log.ts';
import { place } from './transfer.ts';

/**
 * Attempts at exams, kept in a folder of their own: a file for each, which only grows.
 *
 * They are not part of the progress log. That one can be reset and can be brought together from several machines, and
 * an exam's clock must survive the one and not run twice by the other; what is in it belongs to a machine and a folder.
 * What an exam says about the learner goes into the log when it is over, as events that all else understands.
 */
export interface Exams {
  /** All attempts that can be read, the oldest first. */
  attempts(): Promise<Attempt[]>;
  /** Begins an attempt. Throws UserError where it cannot be kept. */
  begin(started: Started, now: Date): Promise<Attempt>;
  /** Returns when it is on the disk. Throws UserError where it cannot be kept: an exam must lose no answer silently. */
  append(id: string, step: AttemptStep, moment: Moment): Promise<AttemptEvent>;
  /** Null where there is none. */
  result(id: string): Promise<ExamResult | null>;
  keepResult(id: string, result: ExamResult): Promise<void>;
}

const FILE = /^([\w-]+)\.jsonl$/;
const VERSION = 1;

/** @param dir the platform's data folder */
export function examsIn(dir: string): Exams {
  const folder = join(dir, 'exams');
  const append: Exams['append'] = async (id, step, { at, passedMs }) => {
    const event: AttemptEvent = { v: VERSION, at: new Date(at).toISOString(), passedMs, ...step };
    await kept(folder, async () => {
      await mkdir(folder, { recursive: true });
      await appendLine(join(folder, `${id}.jsonl`), event);
    });
    return event;
  };
  return {
    append,
    async attempts() {
      const ids = (await names(folder)).flatMap(name => FILE.exec(name)?.[1] ?? []);
      const all = await Promise.all(ids.map(id => readAttempt(folder, id)));
      return all.filter(attempt => attempt !== null).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    },
    async begin(started, now) {
      const id = `${started.exam}-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
      const event = await append(id, started, { at: now.getTime(), passedMs: 0 });
      return attemptOf(id, [event]) as Attempt;
    },
    async result(id) {
      const text = await readFile(join(folder, `${id}.result.json`), 'utf8').catch(missingIsNull);
      return text === null ? null : ((parse(text) as ExamResult | undefined) ?? null);
    },
    keepResult: (id, result) =>
      kept(folder, () => place(folder, `${id}.result.json`, `${JSON.stringify(result)}\n`)),
  };
}

async function readAttempt(folder: string, id: string): Promise<Attempt | null> {
  const path = join(folder, `${id}.jsonl`);
  const events = (await readFile(path, 'utf8')).split('\n').map(parse).filter(isAttemptEvent);
  if (events.some(({ v }) => v > VERSION))
    throw new UserError('This attempt at an exam was written by a newer microlab.', {
      details: [`It lies in ${path}.`],
      fix: 'Update microlab, or name another folder in the variable MICROLAB_HOME.',
    });
  return attemptOf(id, events);
}

/** What is no event is what a killed process has left of one: it was not on the disk, and nobody was told that it is. */
function isAttemptEvent(value: unknown): value is AttemptEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { v, at, passedMs, type } = value as Record<string, unknown>;
  return (
    typeof v === 'number' &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    typeof passedMs === 'number' &&
    typeof type === 'string'
  );
}

const names = async (folder: string) => (await readdir(folder).catch(missingIsNull)) ?? [];

function missingIsNull(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'ENOENT') return null;
  throw thrown;
}

async function kept(folder: string, write: () => Promise<void>): Promise<void> {
  await write().catch((thrown: unknown) => {
    throw new UserError(`The exam cannot be kept in ${folder}.`, {
      details: [messageOf(thrown), 'What was kept until now is safe, and the clock goes on.'],
      fix: 'Make room on the disk or make the folder writable, then go on with `microlab exam`.',
      cause: thrown,
    });
  });
}
