import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { CallLine, SpyAnswerSchema, spyAnswer, spyAnswers } from '../answers.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { observe } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  standIn: z.string(),
  answers: z.record(CallLine, SpyAnswerSchema).default({}),
  otherwise: SpyAnswerSchema.optional(),
  only: z.literal(true).optional(),
});
type StandInStep = z.input<typeof schema>;

const GONE = { eventually: '30s' };

export const kind: CheckKind<StandInStep> = {
  verbs: ['standIn'],
  about: 'starts one more pod of the learner’s template, in which a spy answers; or gives it new answers',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'standIn', service: step.standIn }],
  async run(step, scope) {
    const cluster = clusterOf(scope);
    const service = step.standIn;
    if (step.only) await cluster.scale(service, 0);
    const standIn = await cluster.standIn(service);
    const answers = spyAnswers(step.answers ?? {}, scope.values);
    const otherwise = spyAnswer(fill(step.otherwise ?? {}, scope.values));
    await standIn.answer(answers, otherwise);
    scope.trace(
      `${standIn.pod} stands in for ${service}: ${JSON.stringify(answers)}, else ${JSON.stringify(otherwise)}`,
    );
    if (!step.only) return;
    await observe(`pods of ${service}`, GONE, scope.signal, async () => {
      const endpoints = (await cluster.endpoints(service)).filter(({ ready }) => ready);
      const [only, ...more] = endpoints;
      if (only?.pod === standIn.pod && more.length === 0) return null;
      const names = endpoints.map(({ pod }) => pod);
      return new WorkFault(
        `The Service ${service} should lead to the verifier’s pod alone, which has the labels and probes of yours. It leads to ${names.join(', ') || 'nothing'}.`,
        { expected: [standIn.pod], actual: names },
      );
    });
  },
};
