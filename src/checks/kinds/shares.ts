import pMap from 'p-map';
import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { parseJson } from '../json.ts';
import { snippet } from '../observe.ts';

const schema = z.strictObject({
  shares: z
    .string()
    .regex(/^[a-z0-9-]+\/[^\s]*$/, 'expected a service and a path, such as user-service/version'),
  requests: z.int().min(1).max(2000),
  /** Where in the JSON of an answer it says who gave it: `version`, `build.version`. */
  by: z.string(),
  expect: z.record(z.string(), z.number().min(0).max(1)),
  tolerance: z.number().min(0).max(1),
});
type SharesStep = z.infer<typeof schema>;

const AT_ONCE = 10;
const TIMEOUT_MS = 10_000;

export const kind: CheckKind<SharesStep> = {
  verbs: ['shares'],
  about:
    'sends many requests, and looks at how the answers are shared out, by what they say of who gave them',
  schema,
  needs: () => ['http'],
  names: step => [{ key: 'shares', service: serviceOf(step) }],
  async run(step, scope) {
    const service = serviceOf(step);
    const path = step.shares.slice(service.length);
    const ask = async () => {
      const answer = await scope.environment.http.request(service, {
        method: 'GET',
        path,
        timeoutMs: TIMEOUT_MS,
      });
      if (!answer.answered) return fault(step, `no answer (${answer.reason})`);
      const said = lookup(answer.body, step.by);
      return answer.status === 200 && said !== null
        ? said
        : fault(step, `${answer.status} ${snippet(answer.body)}`);
    };
    const said = await pMap(Array.from({ length: step.requests }), ask, {
      concurrency: AT_ONCE,
      signal: scope.signal,
    });
    const odd = said.filter(one => one instanceof WorkFault);
    if (odd[0]) throw new WorkFault(`${odd.length} of ${said.length}: ${odd[0].message}`, odd[0]);
    const seen = sharesOf(said as string[]);
    scope.trace(`GET ${step.shares}: ${inWords(seen)}`);
    const names = new Set([...Object.keys(step.expect), ...Object.keys(seen)]);
    const off = [...names].filter(
      name => Math.abs((seen[name] ?? 0) - (step.expect[name] ?? 0)) > step.tolerance,
    );
    if (off.length > 0)
      throw new WorkFault(
        `${said.length} times GET ${step.shares}: the answers come from ${inWords(seen)}, expected ${inWords(step.expect)} (give or take ${Math.round(step.tolerance * 100)} %). A new version gets few calls first, so that a mistake in it reaches few.`,
        { expected: step.expect, actual: seen },
      );
  },
};

const serviceOf = ({ shares }: SharesStep) => shares.slice(0, shares.indexOf('/'));

const fault = ({ shares, by }: SharesStep, actual: string) =>
  new WorkFault(`GET ${shares}: ${actual}, expected 200 and a JSON object that says "${by}".`, {
    expected: by,
    actual,
  });

/** What an answer says of who gave it; null where it says nothing. */
function lookup(body: string, by: string): string | null {
  try {
    const found = by
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], parseJson(body));
    return found === undefined || found === null ? null : String(found);
  } catch {
    return null;
  }
}

function sharesOf(said: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of said) counts[one] = (counts[one] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / said.length]));
}

/** `v1 90 %, v2 10 %` */
const inWords = (shares: Readonly<Record<string, number>>) =>
  Object.entries(shares)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, share]) => `${name} ${Math.round(share * 100)} %`)
    .join(', ');
