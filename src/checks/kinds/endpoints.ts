import pMap from 'p-map';
import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { Endpoint } from '../../runtimes/cluster.ts';
import type { CheckKind, Scope } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches } from '../match.ts';
import { observe, snippet, TIMING } from '../observe.ts';
import { Count, counted, explained } from '../pods.ts';
import { fill } from '../values.ts';
import { judge } from './http.ts';

const schema = z.strictObject({
  endpoints: z.string(),
  ready: Count,
  /** What each ready address answers when it is asked directly. */
  each: z
    .strictObject({
      get: z.string().startsWith('/'),
      expect: z.strictObject({ status: z.int().optional(), json: z.unknown().optional() }),
    })
    .optional(),
  ...TIMING,
});
type EndpointsStep = z.infer<typeof schema>;

const ANSWER_MS = 5000;

export const kind: CheckKind<EndpointsStep> = {
  verbs: ['endpoints'],
  about: 'which addresses a Service leads to, and what each of them answers',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'endpoints', service: step.endpoints }],
  async run(step, scope) {
    const { endpoints: service, ready, each } = step;
    let last = '';
    const look = async () => {
      const all = await clusterOf(scope).endpoints(service);
      const up = all.filter(endpoint => endpoint.ready);
      last = `${all.map(inLine).join(', ') || 'none'}.`;
      scope.trace(`endpoints of ${service}: ${last}`);
      if (mismatches(ready, up.length).length > 0)
        return new WorkFault(
          `Service ${service} has ${counted(up.length, 'ready address', 'ready addresses')}, expected ${inWords(ready)}. There is ${last} Requests go to ready addresses alone.`,
          { expected: `ready: ${inWords(ready)}`, actual: last },
        );
      if (!each) return null;
      const faults = await pMap(up, endpoint => askDirectly(each, endpoint, scope));
      return faults.find(fault => fault !== null) ?? null;
    };
    await explained(
      scope,
      service,
      observe(`the endpoints of ${service}`, step, scope.signal, look, () => last),
    );
  },
};

async function askDirectly(
  { get, expect }: NonNullable<EndpointsStep['each']>,
  { address, port, pod }: Endpoint,
  scope: Scope,
): Promise<WorkFault | null> {
  const path = fill(get, scope.values);
  const what = `GET ${path} at pod ${pod} itself (${address}:${port})`;
  const request = { method: 'GET', path, timeoutMs: ANSWER_MS };
  const answer = await clusterOf(scope).ask('lab', { host: address, port }, request);
  scope.trace(
    `${what} -> ${answer.answered ? `${answer.status} ${snippet(answer.body, 400)}` : answer.reason}`,
  );
  if (answer.answered) return judge(what, fill(expect, scope.values), answer);
  return new WorkFault(
    `${what}: no answer (${answer.reason}). The Service sends requests to it all the same.`,
    { expected: 'an answer', actual: answer.reason, byTime: answer.reason === 'timeout' },
  );
}

const inLine = ({ address, port, pod, ready }: Endpoint) =>
  `${address}:${port} (pod ${pod}, ${ready ? 'ready' : 'not ready'})`;
