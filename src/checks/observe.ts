import { z } from 'zod';
import { WorkFault } from '../errors.ts';
import { inWords, isDuration, milliseconds } from '../platform/duration.ts';
import { retryUntil } from '../platform/retry.ts';
import { inWords as describe, mismatches, shown } from './match.ts';

/** A duration of a content file, such as `500ms` or `10s`. */
export const Duration = z
  .string()
  .refine(isDuration, 'expected a duration such as 500ms, 10s or 2m')
  .meta({ pattern: '^\\d+(\\.\\d+)?(ms|s|m)$' });

/** What an expectation may say about time. */
export const TIMING = { eventually: Duration.optional(), neverFor: Duration.optional() };

interface Timing {
  eventually?: string | undefined;
  neverFor?: string | undefined;
}

/**
 * Looks once, or until it holds (`eventually`), or for a whole window in which it must not hold (`neverFor`).
 * `look` returns null where the expectation holds, else what was seen instead. Throws WorkFault with the last thing seen;
 * `seen` says what that was where it held and must not.
 */
export async function observe(
  what: string,
  { eventually, neverFor }: Timing,
  signal: AbortSignal,
  look: () => Promise<WorkFault | null>,
  seen?: () => string,
): Promise<void> {
  if (neverFor !== undefined) {
    const { met, elapsedMs } = await retryUntil(look, fault => fault === null, {
      deadlineMs: milliseconds(neverFor),
      signal,
    });
    if (met)
      throw new WorkFault(
        `${what}: this must never happen, and it was seen after ${inWords(elapsedMs)}${seen ? `: ${seen()}` : '.'}`,
      );
    return;
  }
  const deadlineMs = eventually === undefined ? 0 : milliseconds(eventually);
  const { last, tries, elapsedMs } = await retryUntil(look, fault => fault === null, { deadlineMs, signal });
  if (last === null) return;
  if (tries === 1) throw last;
  throw new WorkFault(`${last.message} It stayed so for ${inWords(elapsedMs)} (asked ${tries} times).`, {
    expected: last.expected,
    actual: last.actual,
    byTime: true,
  });
}

/** What to say of a value that does not match: the first few places. */
export function differences(found: readonly { path: string; expected: string; actual: string }[]): string {
  const lines = found
    .slice(0, 3)
    .map(({ path, expected, actual }) => `${path === '$' ? 'it' : path} is ${actual}, expected ${expected}`);
  return lines.join('; ') + (found.length > 3 ? `; and ${found.length - 3} more` : '');
}

/**
 * A pattern as JSON that a person can hold against what was there: an operator that is met gives the value it was met
 * by, so that a comparison shows only what is wrong; one that is not becomes words.
 */
export function readable(pattern: unknown, actual: unknown): unknown {
  if (Array.isArray(pattern))
    return pattern.map((item, at) => readable(item, Array.isArray(actual) ? actual[at] : undefined));
  if (typeof pattern !== 'object' || pattern === null) return pattern;
  const keys = Object.keys(pattern);
  if (keys.length > 0 && keys.every(key => key.startsWith('$'))) {
    return mismatches(pattern, actual).length === 0 ? actual : `<${describe(pattern)}>`;
  }
  const there = typeof actual === 'object' && actual !== null ? (actual as Record<string, unknown>) : {};
  const wanted = Object.fromEntries(
    Object.entries(pattern).map(([key, value]) => [key, readable(value, there[key])]),
  );
  // Further keys are allowed: they are no difference.
  const further = Array.isArray(actual)
    ? {}
    : Object.fromEntries(Object.entries(there).filter(([key]) => !(key in wanted)));
  return { ...wanted, ...further };
}

/** Text cut to one line for a message. */
export function snippet(text: string, limit = 200): string {
  return text.trim() === '' ? 'an empty body' : shown(text.replace(/\s+/g, ' ').trim(), limit);
}
