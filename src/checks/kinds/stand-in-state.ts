import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, TIMING } from '../observe.ts';

const schema = z.strictObject({
  standInState: z.string(),
  ready: z.boolean().optional(),
  restarts: z.unknown().optional(),
  ...TIMING,
});
type StandInStateStep = z.infer<typeof schema>;

export const kind: CheckKind<StandInStateStep> = {
  verbs: ['standInState'],
  about:
    'whether the pod that stands in is among the ready endpoints of its Service, and how often it was started again',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'standInState', service: step.standInState }],
  async run(step, scope) {
    const cluster = clusterOf(scope);
    const service = step.standInState;
    const { pod } = await cluster.standIn(service);
    let last = '';
    const look = async () => {
      const ready = (await cluster.endpoints(service)).some(one => one.pod === pod && one.ready);
      const restarts = await cluster.restarts(pod);
      last = `${ready ? 'in' : 'not in'} the ready endpoints, ${restarts} restarts`;
      scope.trace(`${pod}: ${last}`);
      if (step.ready !== undefined && ready !== step.ready)
        return new WorkFault(
          `A pod of your template is ${ready ? 'still' : 'not'} among the ready endpoints of ${service}.`,
          { expected: step.ready ? 'ready' : 'not ready', actual: ready ? 'ready' : 'not ready' },
        );
      if (step.restarts !== undefined && mismatches(step.restarts, restarts).length > 0)
        return new WorkFault(
          `A pod of your template was started again ${restarts} times, expected ${inWords(step.restarts)}.`,
          { expected: inWords(step.restarts), actual: restarts },
        );
      return null;
    };
    await observe(`A pod of ${service}`, step, scope.signal, look, () => last);
  },
};
