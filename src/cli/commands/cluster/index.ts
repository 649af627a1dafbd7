import type { Register } from '../../context.ts';
import * as down from './down.ts';
import * as status from './status.ts';
import * as up from './up.ts';

export const register: Register = (program, act) => {
  const group = program
    .command('cluster')
    .description(
      'the Kubernetes cluster that exercises run on: a small one of microlab’s own, or one that you have',
    )
    .helpCommand(false);
  for (const command of [up, status, down]) command.register(group, act);
};
