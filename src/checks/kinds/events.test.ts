import { describe, expect, it } from 'vitest';
import { WorkFault } from '../../errors.ts';
import type { KafkaRecord } from '../../runtimes/runtime.ts';
import type { Scope } from '../check.ts';
import { kind } from './events.ts';

const record = (value: unknown, key: string | null = null): KafkaRecord => ({
  partition: 0,
  offset: 0,
  key,
  value: typeof value === 'string' ? value : JSON.stringify(value),
  timestampMs: 0,
});

/** A topic that shows one list of records after another, and then stays as it is. */
function topic(...looks: KafkaRecord[][]): Scope {
  let at = 0;
  const read = async () => looks[Math.min(at++, looks.length - 1)] ?? [];
  return {
    environment: { kafka: { read } },
    values: {},
    signal: new AbortController().signal,
    trace: () => {},
  } as unknown as Scope;
}

type EventsStep = Parameters<typeof kind.run>[0];
const look = (step: Partial<EventsStep>, scope: Scope) =>
  kind.run({ events: 't', within: '300ms', settle: '300ms', ...step }, scope);

describe('events', () => {
  it('waits until the number is reached', async () => {
    await expect(
      look({ count: 1, where: { id: 1 } }, topic([], [record({ id: 1 })])),
    ).resolves.toBeUndefined();
  });

  it('fails at once on one too many, and on one that comes later', async () => {
    const one = [record({ id: 1 })];
    await expect(look({ count: 1 }, topic([...one, ...one]))).rejects.toThrow('t holds 2 events, expected 1');
    await expect(look({ count: 1 }, topic(one, [...one, ...one]))).rejects.toThrow(
      't holds 2 events, expected 1',
    );
  });

  it('says what else is there', async () => {
    await expect(look({ count: 1, where: { id: 1 } }, topic([]))).rejects.toThrow('The topic is empty.');
    await expect(look({ count: 1, where: { id: 1 } }, topic([record('plain')]))).rejects.toThrow(
      'The topic holds 1 other; the last is "plain".',
    );
  });

  it('holds each event, its key and the order against what was agreed', async () => {
    const events = [record({ n: 1 }, 'a'), record({ n: 2 }, 'a')];
    await expect(
      look({ each: { n: { $type: 'integer' } }, key: 'a', inOrder: [{ n: 1 }, { n: 2 }] }, topic(events)),
    ).resolves.toBeUndefined();
    await expect(look({ each: { n: 1 } }, topic(events))).rejects.toThrow('$.n is 2, expected 1');
    await expect(look({ key: 'b' }, topic(events))).rejects.toThrow('has the key "a", expected "b"');
    await expect(look({ inOrder: [{ n: 2 }, { n: 1 }] }, topic(events))).rejects.toThrow(
      'the event {"n":1} comes before {"n":2}',
    );
    await expect(look({ inOrder: [{ n: 3 }] }, topic(events))).rejects.toThrow('no event is like {"n":3}');
  });

  it('tells a fault of time from one that more waiting cannot mend', async () => {
    const late = await look({ count: 1 }, topic([])).catch((fault: unknown) => fault);
    const twice = await look({ count: 1 }, topic([record(1), record(1)])).catch((fault: unknown) => fault);
    expect(late).toBeInstanceOf(WorkFault);
    expect([late, twice].map(fault => (fault as WorkFault).byTime)).toEqual([true, false]);
  });
});
