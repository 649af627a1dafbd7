import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind, Scope, Step } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { namesOf } from '../exposition.ts';
import { inWords, mismatches } from '../match.ts';
import { asFault, type Page, readPages } from '../metrics.ts';
import { observe, TIMING } from '../observe.ts';
import { scrapedAnew } from '../prometheus.ts';
import { fill } from '../values.ts';

const PAGE = {
  of: z.string(),
  port: z.int().min(1).max(65535),
  path: z.string().startsWith('/').optional(),
};
const schema = z.strictObject({
  counts: z.union([
    z.strictObject({ metric: z.string(), ...PAGE }),
    z.strictObject({ series: z.literal('all'), ...PAGE }),
    z.strictObject({ metric: z.string(), in: z.literal('prometheus') }),
  ]),
  grows: z.unknown(),
  steps: z.array(z.record(z.string(), z.unknown())).min(1),
  eventually: TIMING.eventually,
});
type CountsStep = z.infer<typeof schema>;

/** What was counted, by where it was counted: a pod, or what Prometheus asks. */
type Reading = ReadonlyMap<string, number>;

export const kind: CheckKind<CountsStep> = {
  verbs: ['counts'],
  about: 'what the steps within add to a metric, over all pods of a service',
  schema,
  needs: () => ['cluster'],
  names: ({ counts }) => ('of' in counts ? [{ key: 'counts', service: counts.of }] : []),
  nested: 'steps',
  async run({ counts, steps, eventually, ...step }, scope) {
    const grows = fill(step.grows, scope.values);
    const name = 'metric' in counts ? counts.metric : 'the number of time series';
    const what = 'in' in counts ? `In Prometheus, the sum of ${name}` : name;
    const before = await read(counts, scope, false);
    await scope.run(steps as Step[]);
    const look = async () => {
      const after = await read(counts, scope, true);
      const growth = new Map([...after].map(([where, value]) => [where, value - (before.get(where) ?? 0)]));
      const each = [...growth].map(([where, value]) => `${where}: ${value}`).join(', ');
      scope.trace(`${what} grew by ${each}`);
      const gone = [...before.keys()].find(where => !after.has(where));
      if (gone !== undefined && 'of' in counts)
        return new WorkFault(`${gone} was there before the requests and is gone after them.`);
      const fallen = [...growth].find(([, value]) => value < 0);
      if (fallen && 'metric' in counts)
        return new WorkFault(
          `${name} went down from ${before.get(fallen[0])} to ${after.get(fallen[0])} at ${fallen[0]}. A counter only ever grows. Several processes behind one port, each with a count of its own, look like this too.`,
          { expected: inWords(grows), actual: fallen[1] },
        );
      const total = [...growth.values()].reduce((sum, value) => sum + value, 0);
      if (mismatches(grows, total).length === 0) return null;
      return new WorkFault(
        `${what} grew by ${total}, expected ${inWords(grows)}.${each === '' ? '' : ` By ${'in' in counts ? 'address' : 'pod'}: ${each}.`}`,
        { expected: inWords(grows), actual: total },
      );
    };
    // Again: where processes share the port, each with a count of its own, one look can be right by luck.
    const looks = async () => (await look()) ?? ('of' in counts ? look() : null);
    // A service may count a request a moment after its answer.
    await observe(what, { eventually: eventually ?? '3s' }, scope.signal, () => asFault(looks));
  },
};

/** `late` is after the requests: what was not there before them has to be there now. */
async function read(counts: CountsStep['counts'], scope: Scope, late: boolean): Promise<Reading> {
  if ('in' in counts) {
    await scrapedAnew(scope);
    const series = await clusterOf(scope).prometheus(`sum by (instance) (${counts.metric})`);
    if (late && series.length === 0) throw new WorkFault(`Prometheus has no ${counts.metric}.`);
    return new Map(series.map(({ labels, value }) => [labels.instance ?? '', value]));
  }
  const pages = await readPages(scope, {
    service: counts.of,
    port: counts.port,
    path: counts.path ?? '/metrics',
  });
  const samplesOf = ({ exposition }: Page) =>
    exposition.samples.filter(({ name }) => !('metric' in counts) || name === counts.metric);
  if (late && 'metric' in counts && pages.every(page => samplesOf(page).length === 0)) {
    const there = [...new Set(pages.flatMap(({ exposition }) => namesOf(exposition)))];
    throw new WorkFault(
      `No pod of ${counts.of} shows ${counts.metric}. There is: ${there.slice(0, 12).join(', ') || 'nothing'}.`,
      { expected: counts.metric, actual: there },
    );
  }
  return new Map(
    pages.map(page => [
      page.pod,
      'metric' in counts
        ? samplesOf(page).reduce((sum, { value }) => sum + value, 0)
        : page.exposition.samples.length,
    ]),
  );
}
