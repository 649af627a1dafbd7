import type { Register } from '../../context.ts';

export const register: Register = (group, act) => {
  const up = group.command('up');
  up.description('make a small cluster in Docker with kind, or see whether the one that you name can be used')
    .addOption(
      up
        .createOption('--with <what>', 'install this too: istio, for the exercises with a mesh')
        .choices(['istio']),
    )
    .option('--context <name>', 'a context of your kubeconfig instead (also: MICROLAB_CONTEXT)')
    .option('-y, --yes', 'use the named context even if it is no known development cluster')
    .action(act(() => import('./up.handler.ts')));
};
