import type { Register } from '../context.ts';

export const register: Register = (group, act) => {
  group
    .command('clean')
    .description('remove what runs that were killed left behind')
    .action(act(() => import('./clean.handler.ts')));
};
