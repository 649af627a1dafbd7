import type { Register } from '../../context.ts';

const WITHOUT_TERMINAL = `
Without a terminal, or with --format json, it prints the paper and asks nothing:
your answers go into a file, for microlab exam submit --answers <file>.`;

export const register: Register = (group, act) => {
  const start = group.command('start');
  start
    .description('begin an exam, after its rules were shown; or go on with it')
    .argument('<exam>', 'the id of an exam')
    .option('--seed <text>', 'draw the same questions again')
    .option('--dir <folder>', 'where its exercises are worked on (default: a folder called by the exam)')
    .option('-y, --yes', 'begin without being asked')
    .addOption(
      start
        .createOption('--format <name>', 'json: print the paper, without its answers, and ask nothing')
        .choices(['text', 'json'])
        .default('text'),
    )
    .addHelpText('after', WITHOUT_TERMINAL)
    .action(act(() => import('./start.handler.ts')));
};
