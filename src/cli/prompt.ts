import { UserError } from '../errors.ts';
import type { Context } from './context.ts';
import { Interrupted } from './interrupt.ts';

/** Asks yes or no; no is the default. Where nobody can be asked, throws a UserError that names the flag. */
export async function confirm({ terminal }: Context, question: string, flag: string): Promise<boolean> {
  if (!terminal.interactive) {
    throw new UserError(`This has to be confirmed, and there is no terminal to ask at: ${question}`, {
      fix: `Say yes with ${flag}.`,
    });
  }
  const prompts = await import('@inquirer/prompts');
  try {
    return await prompts.confirm({ message: question, default: false }, { output: process.stderr });
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ExitPromptError')
      throw new Interrupted('Interrupted. Nothing was changed.');
    throw thrown;
  }
}
