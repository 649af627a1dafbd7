import { z } from 'zod';
import { milliseconds } from '../../platform/duration.ts';
import { pause } from '../../platform/retry.ts';
import type { CheckKind } from '../check.ts';
import { Duration } from '../observe.ts';

const schema = z.strictObject({ wait: Duration });
type WaitStep = z.infer<typeof schema>;

export const kind: CheckKind<WaitStep> = {
  verbs: ['wait'],
  about: 'lets a time pass that the contract speaks of, such as a recovery time',
  schema,
  needs: () => [],
  names: () => [],
  run: (step, scope) => pause(milliseconds(step.wait), scope.signal),
};
