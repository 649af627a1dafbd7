import type { Register } from '../../context.ts';
import { positive } from '../../values.ts';

export const register: Register = (group, act) => {
  group
    .command('hint')
    .description('the next hint of an exercise: where to look, what to do, nearly how')
    .argument('<id>', 'the exercise')
    .option('--tier <n>', 'a given hint, from 1', positive)
    .action(act(() => import('./hint.handler.ts')));
};
