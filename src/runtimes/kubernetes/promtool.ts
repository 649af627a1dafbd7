import { WorkFault } from '../../errors.ts';

/** Runs promtool with these arguments; `output` is what it printed, on both streams. */
export type Promtool = (
  args: readonly string[],
  stdin: string,
) => Promise<{ exitCode: number | null; output: string }>;

/** Where the learner's rules for Prometheus are, in the workspace. */
export const RULES_FILE = 'prometheus/rules.yaml';

/** What is wrong with rules for Prometheus, in promtool's own words and with the line where it names one; null where nothing is. */
export async function rulesFault(text: string, run: Promtool): Promise<WorkFault | null> {
  const { exitCode, output } = await run(['check', 'rules'], text);
  if (exitCode === 0) return null;
  if (exitCode !== 1 || !output.includes('FAILED:'))
    throw new Error(`promtool could not check the rules (exit code ${exitCode}): ${output.trim()}`);
  // Its two streams come in any order.
  const said = output
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && line !== 'FAILED:' && !line.startsWith('Checking '));
  const [first = ''] = said;
  const line = /^(\d+):\d+: /.exec(first)?.[1] ?? /\bline (\d+):/.exec(said.join(' '))?.[1];
  const where = line === undefined ? RULES_FILE : `${RULES_FILE}:${line}`;
  const reason = [...new Set(said)].join(' ').replace(/^\d+:\d+: /, '');
  return new WorkFault(
    `${where}: promtool refuses the rules, and Prometheus would not start with them: ${reason}.`,
    {
      expected: 'rules that promtool finds right',
      actual: reason,
    },
  );
}
