import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { Duration, observe } from '../observe.ts';

const schema = z.strictObject({
  health: z.string(),
  is: z.enum(['healthy', 'unhealthy']),
  within: Duration.optional(),
});
type HealthStep = z.infer<typeof schema>;

export const kind: CheckKind<HealthStep> = {
  verbs: ['health'],
  about: 'what the engine says of a HEALTHCHECK',
  schema,
  needs: () => ['health'],
  names: step => [{ key: 'health', service: step.health }],
  async run({ health: service, is, within }, scope) {
    await observe(`the health of ${service}`, { eventually: within ?? '20s' }, scope.signal, async () => {
      const { status, lastOutput } = await scope.environment.control.health(service);
      scope.trace(`health of ${service}: ${status} ${lastOutput}`);
      if (status === is) return null;
      const said =
        status === 'none'
          ? 'There is no HEALTHCHECK in its Dockerfile or compose file.'
          : lastOutput === ''
            ? ''
            : `Its HEALTHCHECK printed: ${lastOutput}.`;
      return new WorkFault(
        `The engine says that ${service} is ${status === 'none' ? 'of unknown health' : status}, expected ${is}. ${said}`.trim(),
        { expected: is, actual: status },
      );
    });
  },
};
