import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { inWords, milliseconds } from '../../platform/duration.ts';
import { retryUntil } from '../../platform/retry.ts';
import type { CheckKind, Step } from '../check.ts';
import { Duration } from '../observe.ts';
import { DrawSchema } from '../values.ts';

const schema = z.strictObject({
  until: Duration,
  draw: DrawSchema.optional(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
});
type UntilStep = z.infer<typeof schema>;

export const kind: CheckKind<UntilStep> = {
  verbs: ['until'],
  about: 'tries steps anew, with new values, until they all hold once',
  schema,
  needs: () => [],
  names: () => [],
  nested: 'steps',
  async run(step, scope) {
    const attempt = async () => {
      try {
        await scope.run(step.steps as Step[], step.draw ? scope.draw(step.draw) : {});
        return null;
      } catch (thrown) {
        if (thrown instanceof WorkFault) return thrown;
        throw thrown;
      }
    };
    const { last, tries, elapsedMs } = await retryUntil(attempt, fault => fault === null, {
      deadlineMs: milliseconds(step.until),
      everyMs: 500,
      signal: scope.signal,
    });
    if (last)
      throw new WorkFault(
        `${last.message} Tried anew ${tries} times in ${inWords(elapsedMs)}, and never otherwise.`,
        {
          expected: last.expected,
          actual: last.actual,
          byTime: true,
        },
      );
  },
};
