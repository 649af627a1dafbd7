import { z } from 'zod';
import type { CheckKind } from '../check.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  publish: z.string(),
  key: z.string().optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
});
type PublishStep = z.infer<typeof schema>;

export const kind: CheckKind<PublishStep> = {
  verbs: ['publish'],
  about: 'puts an event of the verifier into a topic',
  schema,
  needs: () => ['kafka'],
  names: () => [],
  async run(step, scope) {
    const { json, text, key } = fill({ json: step.json, text: step.text, key: step.key }, scope.values);
    const value = text ?? JSON.stringify(json);
    await scope.environment.kafka.publish(step.publish, {
      key: key === undefined ? null : String(key),
      value,
    });
    scope.trace(`published to ${step.publish}: ${value}`);
  },
};
