import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('solution')
    .description('where the solution of an exercise lies, and how your work differs from it')
    .argument('<id>', 'the exercise')
    .option('--diff', 'compare your workspace with it')
    .option('--dir <folder>', 'your workspace (default: the current folder, or one called by the id)')
    .option('-y, --yes', 'do not ask whether you really want to see it')
    .action(act(() => import('./solution.handler.ts')));
};
