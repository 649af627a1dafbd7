import { z } from 'zod';
import { milliseconds } from '../platform/duration.ts';
import type { SpyAnswer } from '../runtimes/runtime.ts';
import type { Values } from './check.ts';
import { Duration } from './observe.ts';
import { fill } from './values.ts';

const Once = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
  delay: Duration.optional(),
  drop: z.literal(true).optional(),
});

/** One answer of a spy, as content files write it. `first`: what the first calls of each path get instead, one after another. */
export const SpyAnswerSchema = Once.extend({ first: z.array(Once).min(1).optional() });
export type SpyAnswerFile = z.infer<typeof SpyAnswerSchema>;

/** What a call is told by. */
export const CallLine = z
  .string()
  .regex(/^[A-Z]+ \/\S*$/, 'expected a method and a path, such as GET /users/1');

export function spyAnswer({ first, ...answer }: SpyAnswerFile): SpyAnswer {
  const one = (once: z.infer<typeof Once>) => ({
    status: once.drop ? null : (once.status ?? 200),
    body: once.text ?? JSON.stringify(once.json ?? {}),
    delayMs: once.delay === undefined ? 0 : milliseconds(once.delay),
  });
  return { ...one(answer), ...(first ? { first: first.map(one) } : {}) };
}

/** Answers by call, with the values of the check filled in. */
export function spyAnswers(
  answers: Readonly<Record<string, SpyAnswerFile>>,
  values: Values,
): Record<string, SpyAnswer> {
  return Object.fromEntries(
    Object.entries(answers).map(([line, answer]) => [fill(line, values), spyAnswer(fill(answer, values))]),
  );
}
