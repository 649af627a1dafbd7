import tab from '@bomb.sh/tab/commander';
import { bareProgram } from './program.ts';

/** What the tab key may offer: the command tree, and the ids of exercises where a command takes one. */
export function completions(ids: readonly string[] = []) {
  const tree = tab(bareProgram(), { completionCommandName: 'completion' });
  for (const command of tree.commands.values()) {
    for (const { name, variadic } of command.arguments.values()) {
      if (name === 'id' || name === 'ids')
        command.argument(name, offer => ids.forEach(id => void offer(id, '')), variadic);
    }
  }
  return tree;
}
