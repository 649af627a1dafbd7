import type { Register } from '../context.ts';

export const register: Register = (group, act) => {
  group
    .command('doctor')
    .description('what each exercise needs, whether it is here, and how to get it')
    .action(act(() => import('./doctor.handler.ts')));
};
