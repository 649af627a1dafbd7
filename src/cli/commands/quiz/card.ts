import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  group
    .command('card')
    .description('one question with its answer, and how well you know it')
    .argument('<question>', 'the id of a question')
    .action(act(() => import('./card.handler.ts')));
};
