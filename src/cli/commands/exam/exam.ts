import type { Command } from 'commander';
import type { Act } from '../../context.ts';

/** `microlab exam`: the group, and what it does by itself: it goes on with the exam that is running. */
export function create(program: Command, act: Act): Command {
  const group = program
    .command('exam')
    .description('exams against the clock: questions and exercises, marked at the end')
    .helpCommand(false);
  const resume = group.command('resume', { isDefault: true, hidden: true });
  resume
    .description('exams against the clock: go on with the one that is running, or list all')
    // Its help is that of the group.
    .configureHelp({
      showGlobalOptions: true,
      commandUsage: () => 'microlab exam [options] [command]',
      visibleCommands: () => group.commands.filter(command => command !== resume),
    })
    // What is not a command is looked at by the handler, which knows the names.
    .allowExcessArguments()
    .action(act(() => import('./resume.handler.ts')));
  return group;
}
