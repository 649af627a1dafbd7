import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { PodFacts } from '../../runtimes/cluster.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, TIMING } from '../observe.ts';
import { Count, counted, explained, standing } from '../pods.ts';

const schema = z.strictObject({
  pods: z.string(),
  ready: Count.optional(),
  restarts: Count.optional(),
  save: z.record(z.string(), z.literal('names')).optional(),
  ...TIMING,
});
type PodsStep = z.infer<typeof schema>;

export const kind: CheckKind<PodsStep> = {
  verbs: ['pods'],
  about: 'how many pods of a service are ready, and how often their containers were started again',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'pods', service: step.pods }],
  async run(step, scope) {
    const { pods: service, ready, restarts } = step;
    let last = '';
    const look = async () => {
      const pods = await standing(clusterOf(scope), service);
      const up = pods.filter(pod => pod.ready);
      const again = pods.reduce((sum, pod) => sum + pod.restarts, 0);
      last = inLine(pods);
      scope.trace(`pods of ${service}: ${last}`);
      if (ready !== undefined && mismatches(ready, up.length).length > 0)
        return fault(
          `${counted(up.length, 'pod')} of ${service} ${up.length === 1 ? 'is' : 'are'} ready, expected ${inWords(ready)}. There is ${last} A pod that is not there and ready takes no requests.`,
          `ready: ${inWords(ready)}`,
          last,
        );
      if (restarts !== undefined && mismatches(restarts, again).length > 0)
        return fault(
          `Containers of ${service} were started again ${counted(again, 'time')}, expected ${inWords(restarts)}. There is ${last} Each restart cuts off whoever is being answered.`,
          `restarts: ${inWords(restarts)}`,
          last,
        );
      for (const name of Object.keys(step.save ?? {}))
        scope.save(
          name,
          up.map(pod => pod.name),
        );
      return null;
    };
    await explained(
      scope,
      service,
      observe(`the pods of ${service}`, step, scope.signal, look, () => last),
    );
  },
};

const fault = (message: string, expected: string, actual: string) =>
  new WorkFault(message, { expected, actual });

/** `user-service-a (ready), user-service-b (not ready, started again 2 times).` */
function inLine(pods: readonly PodFacts[]): string {
  const one = ({ name, ready, restarts }: PodFacts) =>
    `${name} (${ready ? 'ready' : 'not ready'}${restarts > 0 ? `, started again ${counted(restarts, 'time')}` : ''})`;
  return `${pods.map(one).join(', ') || 'none'}.`;
}
