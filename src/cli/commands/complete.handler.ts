import { completions } from '../completions.ts';
import type { Context } from '../context.ts';

export async function handler({ catalog }: Context, words: string[]): Promise<void> {
  const { exercises } = await catalog();
  completions(exercises.map(({ id }) => id)).parse(words);
}
