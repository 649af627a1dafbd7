import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('stop')
    .description('end and remove services that `exercise up` left running')
    .argument('[id]', 'the exercise; all of them where none is named')
    .action(act(() => import('./stop.handler.ts')));
};
