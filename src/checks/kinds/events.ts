import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { milliseconds, inWords as timeInWords } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { KafkaRecord } from '../../runtimes/runtime.ts';
import type { CheckKind } from '../check.ts';
import { parseJson } from '../json.ts';
import { inWords, mismatches, shown } from '../match.ts';
import { Duration, differences, readable } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  events: z.string(),
  where: z.unknown().optional(),
  count: z
    .union([z.int().min(0), z.strictObject({ $min: z.int().optional(), $max: z.int().optional() })])
    .optional(),
  each: z.unknown().optional(),
  inOrder: z.array(z.unknown()).optional(),
  key: z.string().optional(),
  within: Duration.optional(),
  settle: Duration.optional(),
});
type EventsStep = z.infer<typeof schema>;

interface Seen {
  value: unknown;
  key: string | null;
}

export const kind: CheckKind<EventsStep> = {
  verbs: ['events'],
  about: 'looks at the events that lie in a topic',
  schema,
  needs: () => ['kafka'],
  names: () => [],
  async run(step, scope) {
    const wanted = fill(step, scope.values);
    const read = async () => (await scope.environment.kafka.read(step.events)).map(decoded);
    const look = async () => judge(wanted, await read());
    // A count of zero can only be watched for a while; any other is waited for.
    const waits = wanted.count === 0 ? '0s' : (step.within ?? '10s');
    const { last, elapsedMs } = await retryUntil(look, seen => seen.fault === null || seen.final, {
      deadlineMs: milliseconds(waits),
      everyMs: 200,
      signal: scope.signal,
    });
    scope.trace(`${step.events}: ${last.matching.length} matching records: ${shown(last.matching, 1000)}`);
    if (last.fault) {
      const { expected, actual } = last.fault;
      throw new WorkFault(`${last.fault.message} (${timeInWords(elapsedMs)} after the first look)`, {
        expected,
        actual,
        byTime: !last.final,
      });
    }
    if (typeof wanted.count !== 'number') return;
    // An exact number has to stay: one event too many is often a little later.
    const settleMs = milliseconds(step.settle ?? '1s');
    const late = await retryUntil(look, seen => seen.fault !== null, {
      deadlineMs: settleMs,
      everyMs: 200,
      signal: scope.signal,
    });
    if (late.last.fault) throw late.last.fault;
  },
};

function decoded(record: KafkaRecord): Seen {
  try {
    return { key: record.key, value: record.value === null ? null : parseJson(record.value) };
  } catch {
    return { key: record.key, value: record.value };
  }
}

interface Look {
  fault: WorkFault | null;
  /** More waiting cannot mend it. */
  final: boolean;
  matching: Seen[];
}

function judge(step: EventsStep, records: Seen[]): Look {
  const matching =
    step.where === undefined
      ? records
      : records.filter(({ value }) => mismatches(step.where, value).length === 0);
  const described = step.where === undefined ? 'events' : `events like ${inWords(step.where)}`;
  const values = matching.map(({ value }) => value);
  const bad = (
    message: string,
    final: boolean,
    expected: unknown = null,
    actual: unknown = values,
  ): Look => ({
    fault: new WorkFault(message, { expected, actual }),
    final,
    matching,
  });

  if (step.count !== undefined && mismatches(step.count, matching.length).length > 0) {
    const most = typeof step.count === 'number' ? step.count : (step.count.$max ?? Number.POSITIVE_INFINITY);
    const others = records.length - matching.length;
    const nearby =
      matching.length === 0 && others > 0
        ? ` The topic holds ${others} other${others === 1 ? '' : 's'}; the last is ${shown(records.at(-1)?.value)}.`
        : '';
    const empty = records.length === 0 ? ' The topic is empty.' : '';
    return bad(
      `${step.events} holds ${matching.length} ${described}, expected ${inWords(step.count)}.${nearby}${empty}`,
      matching.length > most,
      `${inWords(step.count)} ${described}`,
      values,
    );
  }
  for (const { key, value } of matching) {
    if (step.key !== undefined && key !== String(step.key)) {
      return bad(
        `An event in ${step.events} has the key ${shown(key)}, expected ${shown(String(step.key))}: ${shown(value)}.`,
        true,
        String(step.key),
        key,
      );
    }
    const found = step.each === undefined ? [] : mismatches(step.each, value);
    if (found.length > 0)
      return bad(
        `An event in ${step.events} is not as agreed: ${differences(found)}.`,
        true,
        readable(step.each, value),
        value,
      );
  }
  const disorder = outOfOrder(step.inOrder ?? [], values);
  if (disorder) return bad(`In ${step.events}, ${disorder}`, false, step.inOrder);
  return { fault: null, final: false, matching };
}

/** Where events are missing, or stand in another order than the one asked for, in words; null where they do not. */
function outOfOrder(patterns: readonly unknown[], values: readonly unknown[]): string | null {
  const places = patterns.map(pattern => values.findIndex(value => mismatches(pattern, value).length === 0));
  const missing = places.indexOf(-1);
  if (missing >= 0) return `no event is like ${shown(patterns[missing])}.`;
  const early = places.findIndex((place, at) => at > 0 && place < (places[at - 1] as number));
  if (early < 0) return null;
  return `the event ${shown(patterns[early])} comes before ${shown(patterns[early - 1])}, expected it after: the order in which they happened.`;
}
