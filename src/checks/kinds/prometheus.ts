import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches, shown } from '../match.ts';
import { observe, TIMING } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  prometheus: z.string(),
  /** The sum of all series: 0 where there is none. */
  value: z.unknown().optional(),
  series: z.unknown().optional(),
  ...TIMING,
});
type PrometheusStep = z.infer<typeof schema>;

export const kind: CheckKind<PrometheusStep> = {
  verbs: ['prometheus'],
  about: "what a query of the exercise's own Prometheus gives",
  schema,
  needs: () => ['cluster'],
  names: () => [],
  async run(step, scope) {
    const query = fill(step.prometheus, scope.values);
    const { value, series: list } = fill({ value: step.value, series: step.series }, scope.values);
    const what = `The query ${query}`;
    let last = '';
    const look = async () => {
      const series = await clusterOf(scope).prometheus(query);
      const sum = series.reduce((all, one) => all + one.value, 0);
      const lines = series.map(one => ({ ...one.labels, value: one.value }));
      last = `${series.length === 0 ? 'no series' : shown(lines, 400)}.`;
      scope.trace(`${query} -> ${last}`);
      const wrong = [
        { pattern: value, actual: sum },
        { pattern: list, actual: lines },
      ].find(({ pattern, actual }) => pattern !== undefined && mismatches(pattern, actual).length > 0);
      if (!wrong) return null;
      const sums = wrong.actual === sum && series.length > 1 ? `${sum} in all, from ` : '';
      return new WorkFault(`${what} gives ${sums}${last} Expected: ${inWords(wrong.pattern)}.`, {
        expected: inWords(wrong.pattern),
        actual: wrong.actual,
      });
    };
    await observe(what, step, scope.signal, look, () => last);
  },
};
