import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('list')
    .description('all exercises, in the order of the course')
    .action(act(() => import('./list.handler.ts')));
};
