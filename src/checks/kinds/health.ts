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
    const look = async () => {
      const { status, lastOutput } = await scope.environment.control.health(service);
      scope.trace(`health of ${service}: ${status} ${lastOutput}`);
      if (status === is) return null;
      // Nothing will ever change that: it is not waited for.
      if (status === 'none') throw unchecked(service, is);
      const said = lastOutput === '' ? '' : ` Its HEALTHCHECK printed: ${lastOutput}.`;
      return new WorkFault(`The engine says that ${service} is ${status}, expected ${is}.${said}`, {
        expected: is,
        actual: status,
      });
    };
    await observe(`the health of ${service}`, { eventually: within ?? '20s' }, scope.signal, look);
  },
};

function unchecked(service: string, expected: string): WorkFault {
  return new WorkFault(
    `The engine knows nothing of the health of ${service}, expected ${expected}. There is no HEALTHCHECK in its Dockerfile or compose file.`,
    { expected, actual: 'none' },
  );
}
