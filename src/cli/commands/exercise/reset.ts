import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('reset')
    .description('begin an exercise anew; what you have done is kept in a folder beside it')
    .argument('<id>', 'the exercise')
    .option('--dir <folder>', 'your workspace (default: the current folder, or one called by the id)')
    .option('-y, --yes', 'do not ask')
    .action(act(() => import('./reset.handler.ts')));
};
