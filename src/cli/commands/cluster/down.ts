import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('down')
    .description('remove microlab’s own cluster; no other is touched')
    .action(act(() => import('./down.handler.ts')));
};
