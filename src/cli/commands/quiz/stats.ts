import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const stats = group.command('stats');
  stats
    .description('what you know: by topic and level, what comes when, and what is weak')
    .addOption(
      stats.createOption('--format <name>', 'how it is printed').choices(['text', 'json']).default('text'),
    )
    .action(act(() => import('./stats.handler.ts')));
};
