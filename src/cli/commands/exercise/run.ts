import { formats } from '../../../report/formats/registry.generated.ts';
import { availableNames } from '../../../runtimes/registry.ts';
import { withClusterOptions } from '../../cluster-options.ts';
import type { Register } from '../../context.ts';
import { gather } from '../../values.ts';

const EXIT_CODES = `
Exit codes: 0 passed, or partly verified; 1 failed; 2 wrong usage or broken
content; 3 something is missing on this machine; 4 the lab could not find out;
130 interrupted.`;

export const register: Register = (group, act) => {
  const run = group.command('run');
  run
    .description('build, start and verify your workspace, and remove everything again')
    .argument('<id>', 'the exercise')
    .option('--solution', 'verify the reference solution: a demonstration, and a test of this machine')
    .addOption(
      run
        .createOption('--runtime <name>', 'where the services run (default: the best that works here)')
        .choices(availableNames),
    )
    .option('--check <id>', 'only this check and what it needs (may be given again)', gather)
    .addOption(run.createOption('--tier <tier>', 'only checks of this tier').choices(['core', 'stretch']))
    .option('--dir <folder>', 'your workspace (default: the current folder, or one called by the id)')
    .option('--seed <text>', 'draw the same random data again')
    .addOption(
      run
        .createOption('--format <name>', 'how the report is written')
        .choices(Object.keys(formats))
        .default('text'),
    )
    .option('--output <file>', 'write the report into a file')
    .option('--strict', 'exit 1 where a stretch check failed');
  withClusterOptions(run)
    .addHelpText('after', EXIT_CODES)
    .action(act(() => import('./run.handler.ts')));
};
