import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';

const MEGABYTE = 1_000_000;
const schema = z.strictObject({
  image: z.string(),
  user: z.literal('not-root').optional(),
  addsAtMost: z
    .string()
    .regex(/^\d+MB$/, 'expected a size such as 40MB')
    .optional(),
});
type ImageStep = z.infer<typeof schema>;

const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
const ROOT = new Set(['', '0', 'root']);

export const kind: CheckKind<ImageStep> = {
  verbs: ['image'],
  about: 'looks at the image that was built',
  schema,
  needs: () => ['image'],
  names: step => [{ key: 'image', service: step.image }],
  async run(step, scope) {
    const facts = await scope.environment.images.inspect(step.image);
    scope.trace(`image of ${step.image}: ${JSON.stringify(facts)}`);
    if (step.user !== undefined && ROOT.has(facts.user.split(':')[0] as string)) {
      throw new WorkFault(
        `The image of ${step.image} runs as root. Whoever breaks into the service is root in its container too.`,
        {
          expected: 'a user that is not root (USER in the Dockerfile)',
          actual: facts.user === '' ? 'no USER: root' : facts.user,
        },
      );
    }
    if (step.addsAtMost === undefined) return;
    if (facts.addedBytes === null)
      throw new Error(
        `the base image ${facts.base ?? ''} is not here, so the size of what was added is unknown`,
      );
    const most = Number.parseInt(step.addsAtMost, 10) * MEGABYTE;
    if (facts.addedBytes <= most) return;
    throw new WorkFault(
      `The image of ${step.image} adds ${megabytes(facts.addedBytes)} to ${facts.base}, expected at most ${megabytes(most)}.`,
      {
        expected: `at most ${megabytes(most)}`,
        actual: megabytes(facts.addedBytes),
      },
    );
  },
};
