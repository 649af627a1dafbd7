import type { Register } from '../../context.ts';

export const register: Register = (program, act) => {
  const group = program
    .command('progress')
    .description('what you did: take it to another machine, or begin anew')
    .helpCommand(false);
  group
    .command('export')
    .description('all that was recorded, a line of JSON for each event')
    .option('--output <file>', 'write it into a file')
    .action(act(() => import('./export.handler.ts')));
  group
    .command('import')
    .description('add what another machine has exported; what is there already is passed over')
    .argument('<files...>', 'what `microlab progress export` has written; - reads stdin')
    .action(act(() => import('./import.handler.ts')));
  group
    .command('reset')
    .description('begin anew; what was recorded is kept in a folder with the date')
    .option('-y, --yes', 'do not ask')
    .action(act(() => import('./reset.handler.ts')));
};
