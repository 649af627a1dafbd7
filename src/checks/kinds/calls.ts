import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { inWords, mismatches, shown } from '../match.ts';
import { differences, observe, TIMING } from '../observe.ts';
import { Count } from '../pods.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  calls: z.string(),
  path: z.string().optional(),
  count: Count,
  headers: z.record(z.string(), z.unknown()).optional(),
  ...TIMING,
});
type CallsStep = z.infer<typeof schema>;

export const kind: CheckKind<CallsStep> = {
  verbs: ['calls'],
  about: 'counts the requests that reached a spy',
  schema,
  needs: () => ['spy'],
  names: step => [{ key: 'calls', service: step.calls }],
  async run(step, scope) {
    const { path, headers } = fill({ path: step.path, headers: step.headers }, scope.values);
    const where = path === undefined ? '' : ` at ${path}`;
    await observe(`requests to ${step.calls}`, step, scope.signal, async () => {
      const all = await scope.environment.spies.calls(step.calls);
      const calls = all.filter(call => path === undefined || call.path === path);
      const lines = calls.map(call => `${call.method} ${call.path}`);
      scope.trace(`${step.calls} got ${calls.length} requests${where}: ${shown(lines, 400)}`);
      if (mismatches(step.count, calls.length).length > 0) {
        return new WorkFault(
          `${calls.length} requests reached ${step.calls}${where}, expected ${inWords(step.count)}.`,
          { expected: inWords(step.count), actual: lines },
        );
      }
      const odd = calls.flatMap(call => mismatches(headers ?? {}, call.headers));
      return odd.length === 0
        ? null
        : new WorkFault(`A request to ${step.calls} is not as expected: ${differences(odd)}.`, {
            expected: headers,
            actual: odd[0]?.actual,
          });
    });
  },
};
