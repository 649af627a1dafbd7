import pMap from 'p-map';
import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind, Scope, Step, Values } from '../check.ts';
import { DrawSchema } from '../values.ts';

const schema = z.strictObject({
  repeat: z.int().min(1).max(1000).optional(),
  each: z.string().optional(),
  as: z.string().optional(),
  atOnce: z.union([z.literal(true), z.int().min(1)]).optional(),
  draw: DrawSchema.optional(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});
type RepeatStep = z.infer<typeof schema>;

export const kind: CheckKind<RepeatStep> = {
  verbs: ['repeat', 'each'],
  about: 'runs steps more than once, one after another or at the same time',
  schema,
  needs: () => [],
  names: () => [],
  nested: 'steps',
  async run(step, scope) {
    const rounds =
      step.each === undefined ? Array.from({ length: step.repeat ?? 1 }, () => ({})) : items(step, scope);
    const drawn = rounds.map(round => ({ ...round, ...(step.draw ? scope.draw(step.draw) : {}) }));
    const concurrency = step.atOnce === true ? drawn.length : (step.atOnce ?? 1);
    const faults: WorkFault[] = [];
    const round = async (values: Values) => {
      try {
        await scope.run(step.steps as Step[], values);
      } catch (thrown) {
        if (!(thrown instanceof WorkFault)) throw thrown;
        if (concurrency === 1) throw thrown;
        faults.push(thrown);
      }
    };
    await pMap(drawn, round, { concurrency: Math.max(1, concurrency), signal: scope.signal });
    const [first] = faults;
    if (first)
      throw new WorkFault(
        `${faults.length} of ${drawn.length} at once failed. One of them: ${first.message}`,
        first,
      );
  },
};

function items(step: RepeatStep, scope: Scope): Values[] {
  const list = scope.values[step.each as string];
  if (!Array.isArray(list))
    throw new Error(`the exercise goes through "${step.each}", which is no list here`);
  return list.map(item => ({ [step.as ?? 'item']: item }));
}
