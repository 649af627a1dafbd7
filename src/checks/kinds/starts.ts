import { z } from 'zod';
import type { CheckKind } from '../check.ts';

const schema = z.strictObject({ starts: z.array(z.string()).min(1) });
type StartsStep = z.infer<typeof schema>;

export const kind: CheckKind<StartsStep> = {
  verbs: ['starts'],
  about: 'the work builds, starts, and accepts connections on the ports of its contract',
  schema,
  needs: () => [],
  names: step => step.starts.map(service => ({ key: 'starts', service })),
  async run(_, scope) {
    if (scope.startFault) throw scope.startFault;
  },
};
