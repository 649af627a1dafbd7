import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('show')
    .description('the task of an exercise')
    .argument('<id>', 'the exercise')
    .action(act(() => import('./show.handler.ts')));
};
