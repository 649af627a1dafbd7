import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const answer = group.command('answer');
  answer
    .description('score answers from a file, for programs: nothing is asked, and nothing is recorded')
    .requiredOption('--file <file>', 'YAML or JSON with `seed` and `answers`; - reads stdin')
    .addOption(
      answer.createOption('--format <name>', 'how it is printed').choices(['text', 'json']).default('text'),
    )
    .action(act(() => import('./answer.handler.ts')));
};
