import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import { inWords, milliseconds } from '../../platform/duration.ts';
import type { CheckKind } from '../check.ts';
import { Duration } from '../observe.ts';

const schema = z.strictObject({ terminates: z.string(), within: Duration });
type TerminatesStep = z.infer<typeof schema>;

export const kind: CheckKind<TerminatesStep> = {
  verbs: ['terminates'],
  about: 'a service ends by itself when it is asked to (SIGTERM)',
  schema,
  needs: () => ['process'],
  names: step => [{ key: 'terminates', service: step.terminates }],
  async run({ terminates: service, within }, scope) {
    const graceMs = milliseconds(within);
    const { elapsedMs, killed } = await scope.environment.control.stop(service, graceMs);
    scope.trace(
      `asked ${service} to end: ${killed ? 'had to be killed' : 'it ended'} after ${inWords(elapsedMs)}`,
    );
    if (!killed) return;
    throw new WorkFault(
      `${service} did not end within ${inWords(graceMs)} of SIGTERM and had to be killed. The first process of a container (PID 1) gets no default handling of SIGTERM: handle it, or start the program in a way that does.`,
      { expected: `ends within ${inWords(graceMs)}`, actual: 'still running', byTime: true },
    );
  },
};
