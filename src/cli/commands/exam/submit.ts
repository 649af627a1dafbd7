import { withClusterChoice } from '../../cluster-options.ts';
import type { Register } from '../../context.ts';

const EXIT_CODES = `
Exit codes: 0 passed; 1 not passed; 2 wrong usage; 4 a part could not be
decided, which is not held against you: mend the machine and submit again;
130 interrupted.`;

export const register: Register = (group, act) => {
  const submit = group
    .command('submit')
    .description('end the running exam, and have it graded')
    .option('--answers <file>', 'take the answers of a file (YAML or JSON with `answers`); - reads stdin')
    .option('-y, --yes', 'submit without being asked; with --context, use that cluster whatever it is')
    .option('--discard', 'give the running exam up: nothing of it is graded or recorded');
  withClusterChoice(submit)
    .addHelpText('after', EXIT_CODES)
    .action(act(() => import('./submit.handler.ts')));
};
