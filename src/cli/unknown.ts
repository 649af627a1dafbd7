import type { Command } from 'commander';
import { UserError } from '../errors.ts';

const HIDDEN = ['complete', 'ask', 'resume'];

/** Throws UserError where a command was given a word that is none of the commands of its group. */
export async function refuseArguments({ args: [name] }: Command, group: Command): Promise<void> {
  if (name === undefined) return;
  const { didYouMean } = await import('../platform/nearest.ts');
  const path = group.parent ? `${group.parent.name()} ${group.name()}` : group.name();
  const names = group.commands.map(one => one.name()).filter(one => !HIDDEN.includes(one));
  throw new UserError(`There is no command "${name}".${didYouMean(name, names)}`, {
    details: [`There are: ${names.join(', ')}`],
    fix: `${path} --help`,
  });
}
