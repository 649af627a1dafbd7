import { z } from 'zod';
import { CallLine, type SpyAnswerFile, SpyAnswerSchema, spyAnswer, spyAnswers } from '../answers.ts';
import type { CheckKind } from '../check.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  spy: z.string(),
  alias: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected a name for the network, such as user-service-2')
    .optional(),
  answers: z.record(CallLine, SpyAnswerSchema).default({}),
  otherwise: SpyAnswerSchema.optional(),
});
type SpyStep = z.input<typeof schema>;

const NOT_FOUND: SpyAnswerFile = { status: 404, json: { error: 'User not found' } };

export const kind: CheckKind<SpyStep> = {
  verbs: ['spy'],
  about: 'takes the place of a service on the network and answers for it',
  schema,
  needs: step => (step.alias === undefined ? ['spy'] : ['spy', 'network']),
  replaces: step => (step.alias === undefined ? step.spy : null),
  names: step => [{ key: 'spy', service: step.spy }],
  async run(step, scope) {
    const answers = spyAnswers(step.answers ?? {}, scope.values);
    const otherwise = spyAnswer(fill(step.otherwise ?? NOT_FOUND, scope.values));
    await scope.environment.spies.take(step.spy, answers, otherwise, step.alias);
    scope.trace(
      `a spy ${step.alias === undefined ? `has the place of ${step.spy}` : `is called ${step.alias}`}: ${JSON.stringify(answers)}, else ${JSON.stringify(otherwise)}`,
    );
  },
};
