import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { append, read } from './log.ts';
import { exported, merge as mergeAll, reset } from './transfer.ts';

let here: string;
let there: string;
beforeEach(async () => {
  here = await mkdtemp(join(tmpdir(), 'progress-'));
  there = await mkdtemp(join(tmpdir(), 'progress-'));
});
afterEach(() => Promise.all([here, there].map(dir => rm(dir, { recursive: true, force: true }))));

const merge = (dir: string, text: string, name: string) => mergeAll(dir, [{ text, name }]);
const start = (dir: string, exercise: string, day: number) =>
  append(dir, { type: 'started', exercise }, new Date(`2026-01-0${day}T12:00:00Z`));
const names = async (dir: string) =>
  (await read(dir)).events.map(event => ('exercise' in event ? event.exercise : event.type));
const exportOf = async (dir: string) => exported((await read(dir)).events);

describe('import', () => {
  it('is a union by the ids of events, in the order in which they happened', async () => {
    await start(here, 'a', 1);
    await start(here, 'c', 3);
    await start(there, 'b', 2);
    await start(there, 'd', 4);
    expect(await merge(here, await exportOf(there), 'there.jsonl')).toEqual({ added: 2, known: 0 });
    expect(await names(here)).toEqual(['a', 'b', 'c', 'd']);
    expect(await merge(there, await exportOf(here), 'here.jsonl')).toEqual({ added: 2, known: 2 });
    expect(await exportOf(there)).toBe(await exportOf(here));
    expect(await merge(here, await exportOf(there), 'there.jsonl')).toEqual({ added: 0, known: 4 });
    await start(here, 'e', 5);
    expect(await names(here)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('brings nothing twice where two imports run at the same time', async () => {
    await start(there, 'b', 2);
    const text = await exportOf(there);
    await Promise.all([merge(here, text, 'x'), merge(here, `${text}${text}`, 'x'), start(here, 'a', 1)]);
    expect(await names(here)).toEqual(['a', 'b']);
  });

  it('imports all or nothing, and names each line that is no event', async () => {
    await start(there, 'b', 2);
    const text = `${await exportOf(there)}{"v":1,"id":"x"\nnothing\n`;
    const failed = await merge(here, text, 'there.jsonl').catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({
      message: 'there.jsonl is no exported progress. Nothing was imported.',
      details: [
        expect.stringContaining('there.jsonl:2: expected an event'),
        expect.stringContaining('there.jsonl:3:'),
      ],
    });
    expect(await readdir(here)).toEqual([]);
    await expect(merge(here, '', 'empty')).rejects.toThrow(/no events/);
    await expect(merge(here, '{"v":1,"id":"x","at":"soon","type":"started"}', 'odd')).rejects.toThrow(
      /no exported progress/,
    );
  });

  it('refuses what a newer microlab has written', async () => {
    const newer = '{"v":2,"id":"x","at":"2030-01-01T00:00:00Z","type":"started"}\n';
    await expect(merge(here, newer, 'new.jsonl')).rejects.toThrow(/newer microlab/);
    expect(await readdir(here)).toEqual([]);
  });

  it('passes over a draft that was never finished', async () => {
    await start(here, 'a', 1);
    await writeFile(join(here, 'progress.1234.jsonl.draft'), 'half a li');
    expect(await names(here)).toEqual(['a']);
  });
});

describe('reset', () => {
  it('puts everything aside into a folder with the date, from which it can come back', async () => {
    await start(here, 'a', 1);
    await start(there, 'b', 2);
    await merge(here, await exportOf(there), 'there.jsonl');
    const backup = await reset(here, new Date('2026-02-03T04:05:06.789Z'));
    expect(backup).toBe(join(here, 'backup-2026-02-03T04-05-06Z'));
    expect(await names(here)).toEqual([]);
    for (const name of await readdir(backup as string))
      await merge(here, await readFile(join(backup as string, name), 'utf8'), name);
    expect(await names(here)).toEqual(['a', 'b']);
  });

  it('does nothing where there is nothing', async () => {
    expect(await reset(here)).toBeNull();
    expect(await readdir(here)).toEqual([]);
  });
});

it('reads a long log about as fast as its lines are parsed', async () => {
  const line = (n: number) =>
    JSON.stringify({
      ...{ v: 1, id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` },
      ...{
        at: new Date(1.7e12 + n * 60_000).toISOString(),
        type: 'answered',
        question: `question-${n % 240}`,
      },
      ...{ mode: 'review', seed: 'k3f9', right: true, share: 1, rating: 'good', durationMs: 12_345 },
      ...{ target: 0.9, days: n % 30, stability: 12.3456, difficulty: 5.1234, reps: n % 9, lapses: 0 },
    });
  const text = Array.from({ length: 30_000 }, (_, n) => `${line(n)}\n`).join('');
  await appendFile(join(here, 'progress.jsonl'), text);
  const timed = async (work: () => unknown) => {
    const { user } = process.cpuUsage();
    await work();
    return process.cpuUsage().user - user;
  };
  const plain = () => text.split('\n').map(one => one !== '' && JSON.parse(one));
  let [ours, theirs] = [Infinity, Infinity];
  for (let round = 0; round < 6; round++) {
    theirs = Math.min(theirs, await timed(plain));
    ours = Math.min(ours, await timed(() => read(here)));
  }
  expect((await read(here)).events).toHaveLength(30_000);
  expect(ours / theirs).toBeLessThan(2);
}, 30_000);
