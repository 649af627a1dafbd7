import { z } from 'zod';
import { milliseconds } from '../../platform/duration.ts';
import type { SpyAnswer } from '../../runtimes/runtime.ts';
import type { CheckKind } from '../check.ts';
import { Duration } from '../observe.ts';
import { fill } from '../values.ts';

const Answer = z.strictObject({
  status: z.int().min(100).max(599).optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
  delay: Duration.optional(),
  drop: z.literal(true).optional(),
});
type Answer = z.infer<typeof Answer>;

const Line = z.string().regex(/^[A-Z]+ \/\S*$/, 'expected a method and a path, such as GET /users/1');
const schema = z.strictObject({
  spy: z.string(),
  alias: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected a name for the network, such as user-service-2')
    .optional(),
  answers: z.record(Line, Answer).default({}),
  otherwise: Answer.optional(),
});
type SpyStep = z.input<typeof schema>;

const NOT_FOUND: Answer = { status: 404, json: { error: 'User not found' } };

function prepared(answer: Answer): SpyAnswer {
  return {
    status: answer.drop ? null : (answer.status ?? 200),
    body: answer.text ?? JSON.stringify(answer.json ?? {}),
    delayMs: answer.delay === undefined ? 0 : milliseconds(answer.delay),
  };
}

export const kind: CheckKind<SpyStep> = {
  verbs: ['spy'],
  about: 'takes the place of a service on the network and answers for it',
  schema,
  needs: step => (step.alias === undefined ? ['spy'] : ['spy', 'network']),
  replaces: step => (step.alias === undefined ? step.spy : null),
  names: step => [{ key: 'spy', service: step.spy }],
  async run(step, scope) {
    const lines = Object.entries(step.answers ?? {}).map(
      ([line, answer]) => [fill(line, scope.values), prepared(fill(answer, scope.values))] as const,
    );
    const otherwise = prepared(fill(step.otherwise ?? NOT_FOUND, scope.values));
    await scope.environment.spies.take(step.spy, Object.fromEntries(lines), otherwise, step.alias);
    scope.trace(
      `a spy ${step.alias === undefined ? `has the place of ${step.spy}` : `is called ${step.alias}`}: ${JSON.stringify(Object.fromEntries(lines))}, else ${JSON.stringify(otherwise)}`,
    );
  },
};
