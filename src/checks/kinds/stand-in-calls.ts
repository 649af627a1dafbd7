import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { clusterOf } from '../cluster.ts';
import { inWords, mismatches, shown } from '../match.ts';
import { differences, observe, TIMING } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  standInCalls: z.string(),
  path: z.string().optional(),
  count: z.unknown().optional(),
  headers: z.array(z.record(z.string(), z.unknown())).optional(),
  ...TIMING,
});
type StandInCallsStep = z.infer<typeof schema>;

export const kind: CheckKind<StandInCallsStep> = {
  verbs: ['standInCalls'],
  about: 'the requests that reached the pod that stands in, in their order',
  schema,
  needs: () => ['cluster'],
  names: step => [{ key: 'standInCalls', service: step.standInCalls }],
  async run(step, scope) {
    const service = step.standInCalls;
    const standIn = await clusterOf(scope).standIn(service);
    const { path, headers } = fill({ path: step.path, headers: step.headers }, scope.values);
    const where = path === undefined ? '' : ` at ${path}`;
    let last = '';
    const look = async () => {
      const calls = (await standIn.calls()).filter(call => path === undefined || call.path === path);
      last = shown(
        calls.map(call => `${call.method} ${call.path}`),
        400,
      );
      scope.trace(`${standIn.pod} got ${calls.length} requests${where}: ${last}`);
      if (step.count !== undefined && mismatches(step.count, calls.length).length > 0)
        return new WorkFault(
          `${calls.length} requests reached the pods behind ${service}${where}, expected ${inWords(step.count)}.`,
          { expected: inWords(step.count), actual: calls.length },
        );
      const odd = (headers ?? []).flatMap((wanted, at) =>
        mismatches(wanted, calls[at]?.headers ?? {}).map(one => ({
          ...one,
          path: `request ${at + 1}: ${one.path}`,
        })),
      );
      return odd.length === 0
        ? null
        : new WorkFault(`The requests to ${service}${where} are not as expected: ${differences(odd)}.`, {
            expected: headers,
            actual: calls.map(call => call.headers),
          });
    };
    await observe(`requests to ${service}${where}`, step, scope.signal, look, () => last);
  },
};
