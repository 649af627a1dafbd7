import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const status = group.command('status');
  status
    .description('which cluster would be used, and how it is')
    .option('--context <name>', 'a context of your kubeconfig (also: MICROLAB_CONTEXT)')
    .addOption(
      status
        .createOption('--format <name>', 'how the result is printed')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(act(() => import('./status.handler.ts')));
};
