import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({ append: z.string(), file: z.string(), json: z.unknown() });
type AppendStep = z.infer<typeof schema>;

export const kind: CheckKind<AppendStep> = {
  verbs: ['append'],
  about: 'adds a line to a file of a service that is stopped',
  schema,
  needs: () => ['files'],
  names: step => [{ key: 'append', service: step.append }],
  async run(step, scope) {
    const line = JSON.stringify(fill(step.json, scope.values));
    if ((await scope.environment.files.read(step.append, step.file)) === null) {
      throw new WorkFault(
        `${step.append} keeps no file ${step.file} (its path is in the table of the task): there is nothing to add an event to.`,
        {
          expected: 'a file',
          actual: 'no file',
        },
      );
    }
    await scope.environment.files.append(step.append, step.file, line);
    scope.trace(`added to ${step.file} of ${step.append}: ${line}`);
  },
};
