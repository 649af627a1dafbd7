import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('up')
    .description('start the services of your workspace and leave them running, to try them by hand')
    .argument('<id>', 'the exercise')
    .option('--dir <folder>', 'your workspace (default: the current folder, or one called by the id)')
    .option('--solution', 'the reference solution instead of your work')
    .action(act(() => import('./up.handler.ts')));
};
