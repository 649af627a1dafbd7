import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('start')
    .description('make a workspace from the template of an exercise')
    .argument('<id>', 'the exercise')
    .option('--dir <folder>', 'where (default: a folder called by the id)')
    .action(act(() => import('./start.handler.ts')));
};
