import type { Register } from '../../context.ts';
import * as check from './check.ts';

export const register: Register = (program, act) => {
  const group = program.command('content').description('for authors of exercises').helpCommand(false);
  check.register(group, act);
};
