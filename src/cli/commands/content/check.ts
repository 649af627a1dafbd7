import { availableNames } from '../../../runtimes/registry.ts';
import { withClusterOptions } from '../../cluster-options.ts';
import type { Register } from '../../context.ts';
import { duration, gather, positive } from '../../values.ts';

export const register: Register = (group, act) => {
  const check = group.command('check');
  check
    .description(
      'test the checks of exercises: the starter fails, right work passes, each mutant is caught by the check it names',
    )
    .argument(
      '[ids...]',
      'exercises, all of them where none is named; or the word questions: the bank of the quiz; or exams: exams/*.yaml',
    )
    .addOption(check.createOption('--runtime <name>', 'where the work runs').choices(availableNames))
    .option(
      '--jobs <n>',
      'how many pieces of work are verified at the same time, at most; fewer where the processors are busy',
      positive,
    )
    .option(
      '--within <time>',
      'begin nothing new after this time, such as 10m; what is left out is named',
      duration,
    )
    .option(
      '--only <what>',
      'starter, solution, alternatives, mutants, or the name of one (may be given again)',
      gather,
    )
    .option('--seed <text>', 'draw the same random data again')
    .addOption(
      check
        .createOption('--format <name>', 'how the result is printed')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option('--messages', 'show what a learner reads where a mutant is caught');
  withClusterOptions(check).action(act(() => import('./check.handler.ts')));
};
