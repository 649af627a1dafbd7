import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, TIMING } from '../observe.ts';
import { readyPods } from '../pods.ts';
import { activeTargets } from '../prometheus.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  targets: z.string(),
  /** How many ready pods the service has. */
  pods: z.unknown().optional(),
  eventually: TIMING.eventually,
});
type TargetsStep = z.infer<typeof schema>;

export const kind: CheckKind<TargetsStep> = {
  verbs: ['targets'],
  about: "the exercise's own Prometheus has found every ready pod of a service, and gets its metrics",
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'targets', service: step.targets }],
  async run(step, scope) {
    const service = step.targets;
    const wanted = fill(step.pods, scope.values);
    // On a busy machine now one pod is late and now another: it is enough to have got the metrics of each.
    const heard = new Set<string>();
    await observe(`the targets of ${service}`, step, scope.signal, async () => {
      const targets = await activeTargets(scope);
      const pods = await readyPods(clusterOf(scope), service);
      scope.trace(
        `pods: ${pods.map(({ name }) => name).join(', ')}; targets: ${targets.map(({ scrapeUrl, health, lastError }) => `${scrapeUrl} ${health} ${lastError}`).join(', ')}`,
      );
      if (mismatches(wanted ?? { $min: 1 }, pods.length).length > 0)
        return new WorkFault(
          `The number of ready pods of ${service} is ${pods.length}, expected ${inWords(wanted ?? { $min: 1 })}.`,
          { expected: wanted, actual: pods.length },
        );
      for (const { name } of pods) {
        const mine = targets.filter(({ labels }) => labels.pod === name);
        if (mine.length === 0)
          return new WorkFault(
            `Prometheus has not found the pod ${name}. It looks for the annotation prometheus.io/scrape: "true" on the Service of ${service} or on its pods, and there is none that leads to this pod.`,
            { expected: name, actual: targets.map(({ labels }) => labels.pod ?? null) },
          );
        const down = mine.find(({ health }) => health !== 'up');
        if (!down) heard.add(name);
        else if (!heard.has(name))
          return new WorkFault(
            `Prometheus asks the pod ${name} at port ${portOf(down.scrapeUrl)} and gets no metrics: ${down.lastError || 'it has not asked yet'}.`,
            { expected: 'up', actual: down.health },
          );
      }
      return null;
    });
  },
};

/** The port and the path of an address. */
function portOf(url: string): string {
  const { port, pathname } = new URL(url);
  return `${port || '80'}, path ${pathname}`;
}
