import type { Register } from '../context.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

export const register: Register = (group, act) => {
  const completion = group.command('completion');
  completion
    .description('print a script that lets the tab key complete commands, for a shell to load')
    .addArgument(completion.createArgument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', '\nFor bash: source <(microlab completion bash)')
    .action(act(() => import('./completion.handler.ts')));
  // What the script calls at each tab key.
  group
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(act(() => import('./complete.handler.ts')));
};
