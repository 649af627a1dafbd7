import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('list')
    .description('all exams: how long they take, what they hold, and how you did')
    .action(act(() => import('./list.handler.ts')));
};
