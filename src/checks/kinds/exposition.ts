import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { namesOf, typeOf } from '../exposition.ts';
import { mismatches, shown } from '../match.ts';
import { asFault, type Page, readPages } from '../metrics.ts';
import { differences, observe, TIMING } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  exposition: z.string(),
  port: z.int().min(1).max(65535),
  path: z.string().startsWith('/').optional(),
  has: z
    .strictObject({
      name: z.string(),
      type: z.enum(['counter', 'gauge', 'histogram', 'summary']).optional(),
      labels: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  ...TIMING,
});
type ExpositionStep = z.infer<typeof schema>;
type Metric = NonNullable<ExpositionStep['has']>;

/** What the parameters of a content type say is left to the client: Prometheus reads every version of both. */
const FORMATS = /^(text\/plain|application\/openmetrics-text)\s*(;|$)/i;

const WHY = {
  counter: 'A counter only grows, and Prometheus reckons with that when it works out a rate.',
  gauge: 'A gauge may fall.',
  histogram: 'From the buckets of a histogram Prometheus works out how slow the slowest requests are.',
  summary: 'A summary holds quantiles.',
};

export const kind: CheckKind<ExpositionStep> = {
  verbs: ['exposition'],
  about: "every pod of a service shows its metrics in Prometheus' text format",
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'exposition', service: step.exposition }],
  async run(step, scope) {
    const { exposition: service, port, path = '/metrics' } = step;
    const has = fill(step.has, scope.values);
    const look = async () => {
      const pages = await readPages(scope, { service, port, path });
      const faults = pages.map(page => formatFault(page) ?? (has ? metricFault(page, has) : null));
      return faults.find(fault => fault !== null) ?? null;
    };
    await observe(`the metrics of ${service}`, step, scope.signal, () => asFault(look));
  },
};

function formatFault({ what, contentType }: Page): WorkFault | null {
  if (contentType !== undefined && FORMATS.test(contentType)) return null;
  const expected = 'text/plain; version=0.0.4';
  return new WorkFault(
    `${what}: the content type is ${shown(contentType)}, expected ${expected}. Prometheus chooses by it how to read the page; since version 3 it refuses one that it does not know.`,
    { expected, actual: contentType ?? null },
  );
}

function metricFault({ what, exposition }: Page, { name, type, labels }: Metric): WorkFault | null {
  const names = namesOf(exposition);
  const parts = type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
  const samples = exposition.samples.filter(sample => parts.includes(sample.name));
  const declared = typeOf(exposition, name);
  // One with labels has no line before its first value, and is declared all the same.
  if (samples.length === 0 && (declared === null || labels !== undefined)) {
    const there = names.length === 0 ? 'nothing' : names.slice(0, 12).join(', ');
    return new WorkFault(`${what}: there is no ${name}. There is: ${there}.`, {
      expected: name,
      actual: names,
    });
  }
  if (type !== undefined && declared !== type) {
    const found = declared === null ? `has no line "# TYPE ${name} …"` : `is a ${declared}`;
    return new WorkFault(`${what}: ${name} ${found}, expected a ${type}. ${WHY[type]}`, {
      expected: type,
      actual: declared,
    });
  }
  const missing = samples.length === 0 ? [] : parts.filter(part => !samples.some(one => one.name === part));
  if (missing.length > 0)
    return new WorkFault(`${what}: the histogram has no ${missing.join(' and no ')}. ${WHY.histogram}`, {
      expected: parts,
      actual: samples.map(sample => sample.name),
    });
  const odd = samples.map(sample => mismatches(labels ?? {}, sample.labels));
  return odd.length === 0 || odd.some(found => found.length === 0)
    ? null
    : new WorkFault(`${what}: no ${name} has the labels expected: ${differences(odd[0] ?? [])}.`, {
        expected: labels,
        actual: samples[0]?.labels,
      });
}
