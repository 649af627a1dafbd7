import { z } from 'zod';
import { WorkFault } from '../../errors.ts';
import type { CheckKind } from '../check.ts';
import { parseJson } from '../json.ts';
import { mismatches } from '../match.ts';
import { differences, readable } from '../observe.ts';
import { fill } from '../values.ts';

const schema = z.strictObject({
  file: z.string(),
  named: z.string(),
  lines: z.unknown().optional(),
  save: z.record(z.string(), z.literal('lines')).optional(),
});
type FileStep = z.infer<typeof schema>;

/** The lines of a text, each as JSON where it is JSON. */
function parsedLines(text: string): unknown[] {
  return text
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(line => {
      try {
        return parseJson(line);
      } catch {
        return line;
      }
    });
}

export const kind: CheckKind<FileStep> = {
  verbs: ['file'],
  about: 'reads a file of a service, line by line',
  schema,
  needs: () => ['files'],
  names: step => [{ key: 'file', service: step.file }],
  async run(step, scope) {
    const text = await scope.environment.files.read(step.file, step.named);
    scope.trace(`${step.named} of ${step.file}: ${text ?? 'there is no such file'}`);
    if (text === null)
      throw new WorkFault(
        `${step.file} keeps no file ${step.named} (its path is in the table of the task).`,
        {
          expected: 'a file',
          actual: 'no file',
        },
      );
    const lines = parsedLines(text);
    const wanted = fill(step.lines, scope.values);
    const found = wanted === undefined ? [] : mismatches(wanted, lines);
    if (found.length > 0)
      throw new WorkFault(`The lines of ${step.named} are not as agreed: ${differences(found)}.`, {
        expected: readable(wanted, lines),
        actual: lines,
      });
    for (const name of Object.keys(step.save ?? {})) scope.save(name, lines);
  },
};
