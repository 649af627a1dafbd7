import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Happening, ProgressEvent } from './event.ts';
import { keeper } from './index.ts';
import { append, read } from './log.ts';
import { hintsShown, lastRun, nextExercise, passedExercises } from './views.ts';

let dir: string;
const logFile = () => join(dir, 'progress.jsonl');

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'progress-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const started = (exercise: string): Happening => ({ type: 'started', exercise });
const verified = (
  exercise: string,
  more: Partial<Extract<Happening, { type: 'verified' }>> = {},
): Happening => ({
  type: 'verified',
  exercise,
  runtime: 'docker',
  seed: 'a',
  verdict: 'passed',
  score: { earned: 1, possible: 1 },
  whole: true,
  failed: [],
  ...more,
});

describe('the log', () => {
  it('is empty where there is none, and gives back what was appended', async () => {
    expect(await read(join(dir, 'none'))).toEqual({ events: [], torn: 0 });
    await append(join(dir, 'made'), started('saga'), new Date(0));
    const { events } = await read(join(dir, 'made'));
    expect(events).toMatchObject([
      { v: 1, type: 'started', exercise: 'saga', at: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('puts a torn last line aside once, and loses neither what came before nor after', async () => {
    await append(dir, started('a'));
    await appendFile(logFile(), '{"v":1,"id":"x","at":"2');
    await append(dir, started('b'));
    const { events, torn } = await read(dir);
    expect(events.map(event => 'exercise' in event && event.exercise)).toEqual(['a', 'b']);
    expect(torn).toBe(1);
    expect(await readFile(join(dir, 'progress.torn'), 'utf8')).toBe('{"v":1,"id":"x","at":"2\n');
    await append(dir, started('c'));
    expect(await read(dir)).toMatchObject({ torn: 0, events: { length: 3 } });
  });

  it('refuses what a newer program has written', async () => {
    await writeFile(logFile(), '{"v":2,"id":"x","at":"2030-01-01T00:00:00Z","type":"started"}\n');
    await expect(read(dir)).rejects.toThrow(/newer microlab/);
  });

  it('passes over kinds of events that it does not know', async () => {
    await writeFile(logFile(), '{"v":1,"id":"x","at":"2030-01-01T00:00:00Z","type":"danced"}\n');
    expect((await read(dir)).torn).toBe(0);
  });

  it('loses nothing when processes append at the same time', async () => {
    const program = `import { append } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
      for (let n = 0; n < 25; n++) await append(process.argv[1], { type: 'hinted', exercise: process.argv[2], tier: n });`;
    const run = (name: string) =>
      promisify(execFile)(process.execPath, [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        program,
        dir,
        name,
      ]);
    await Promise.all(['a', 'b', 'c'].map(run));
    const { events, torn } = await read(dir);
    expect(torn).toBe(0);
    for (const name of ['a', 'b', 'c']) expect(hintsShown(events, name)).toHaveLength(25);
  }, 30_000);
});

describe('the keeper', () => {
  it('warns once and goes on where the folder cannot be written', async () => {
    const file = join(dir, 'file');
    await writeFile(file, '');
    const warnings: string[] = [];
    const progress = keeper(join(file, 'below'), text => warnings.push(text));
    await progress.record(started('a'));
    await progress.record(started('b'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/MICROLAB_HOME/);
  });

  it('says that a torn line was put aside', async () => {
    await mkdir(dir, { recursive: true });
    await writeFile(logFile(), 'torn');
    await chmod(logFile(), 0o600);
    const warnings: string[] = [];
    expect(await keeper(dir, text => warnings.push(text)).events()).toEqual([]);
    expect(warnings[0]).toMatch(/progress\.torn/);
  });
});

describe('views', () => {
  const events = (...all: Happening[]) =>
    all.map((one, n) => ({ v: 1, id: String(n), at: '', ...one })) as ProgressEvent[];

  it('counts as passed what passed as a whole, once', () => {
    const log = events(
      verified('a'),
      verified('a', { verdict: 'failed' }),
      verified('b', { whole: false }),
      verified('c', { verdict: 'partial' }),
      verified('d', { verdict: 'inconclusive' }),
    );
    expect([...passedExercises(log)]).toEqual(['a', 'c']);
    expect(lastRun(log, 'a')?.verdict).toBe('failed');
    expect(lastRun(log, 'b')).toBeUndefined();
    expect(nextExercise([{ id: 'a' }, { id: 'b' }, { id: 'c' }], log)).toEqual({ id: 'b' });
    expect(nextExercise([{ id: 'a' }], log)).toBeUndefined();
  });

  it('knows the hints that were shown', () => {
    const log = events(
      { type: 'hinted', exercise: 'a', tier: 2 },
      { type: 'hinted', exercise: 'a', tier: 1 },
      { type: 'hinted', exercise: 'a', tier: 2 },
      { type: 'hinted', exercise: 'b', tier: 3 },
    );
    expect(hintsShown(log, 'a')).toEqual([1, 2]);
  });
});
