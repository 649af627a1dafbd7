import type { Command } from 'commander';
import { MODES } from '../../../quiz/model.ts';
import type { Act } from '../../context.ts';
import { gather, natural, positive } from '../../values.ts';
import { retention } from './retention.ts';

/**
 * `microlab quiz`: the group, and what it does by itself. That is a hidden command of the group, and not the group's
 * own action: commander would give the group the options of the commands below it, which have a --format of their own.
 */
export function create(program: Command, act: Act): Command {
  const group = program
    .command('quiz')
    .description('questions on microservices: those that are due, and some new ones')
    .helpCommand(false);
  ask(group, act);
  return group;
}

function ask(group: Command, act: Act): void {
  const quiz = group.command('ask', { isDefault: true, hidden: true });
  quiz
    .description(group.description())
    // Its help is that of the group.
    .configureHelp({
      showGlobalOptions: true,
      commandUsage: () => 'microlab quiz [options] [command]',
      visibleCommands: () => group.commands.filter(command => command !== quiz),
    })
    // What is not a command is looked at by the handler, which knows the names.
    .allowExcessArguments()
    .option('--topic <name>', 'only this topic (may be given again)', gather)
    .option('--level <name>', 'only basic, intermediate or advanced ones (may be given again)', gather)
    .option('--kind <name>', 'only this kind, such as choice or fault (may be given again)', gather)
    .option('--count <n>', 'at most so many questions', positive)
    .addOption(
      quiz
        .createOption(
          '--mode <name>',
          'review: what is due, and new ones; practice: any, by chance; cram: each until it was right',
        )
        .choices(MODES),
    )
    .option('--seed <text>', 'ask the same questions in the same order again')
    .option('--new <n>', 'at most so many new questions a day', natural)
    .option(
      '--retention <share>',
      'how much you want to know when it is asked again, from 0.7 to 0.97; kept until you say another',
      retention,
    )
    .option('--schedule', 'in practice and cram: let your answers change when a question comes back')
    .addOption(
      quiz
        .createOption('--format <name>', 'json: print the questions without their answers, and ask nothing')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(act(() => import('./quiz.handler.ts')));
}
