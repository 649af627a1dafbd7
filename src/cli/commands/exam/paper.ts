import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const paper = group.command('paper');
  paper
    .description('print the questions of an exam as learners get them: nothing of the key, and not the seed')
    .argument('<exam>', 'the exam')
    .option(
      '--seed <text>',
      "the exam's seed (also: MICROLAB_EXAM_SEED; default: the exam's id, which everybody knows)",
    )
    .option('--for <id>', 'the paper of one learner, where submissions are graded with --seed-per-submission')
    .addOption(
      paper
        .createOption('--format <name>', 'how it is printed')
        .choices(['markdown', 'json'])
        .default('markdown'),
    )
    .option('--output <file>', 'write it into a file')
    .action(act(() => import('./paper.handler.ts')));
};
