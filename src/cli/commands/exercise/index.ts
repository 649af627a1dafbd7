import type { Register } from '../../context.ts';
import * as hint from './hint.ts';
import * as list from './list.ts';
import * as reset from './reset.ts';
import * as run from './run.ts';
import * as show from './show.ts';
import * as solution from './solution.ts';
import * as start from './start.ts';
import * as stop from './stop.ts';
import * as up from './up.ts';

export const register: Register = (program, act) => {
  const group = program
    .command('exercise')
    .description('practical exercises: start one, work on it, have it verified')
    .helpCommand(false);
  for (const command of [list, show, start, run, hint, solution, reset, up, stop])
    command.register(group, act);
};
