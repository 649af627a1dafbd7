import type { Register } from '../../context.ts';
import * as paper from './paper.ts';

export const register: Register = (program, act) => {
  const group = program
    .command('exam')
    .description('exams: questions and exercises under a time limit')
    .helpCommand(false);
  for (const command of [paper]) command.register(group, act);
};
