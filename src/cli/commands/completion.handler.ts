import { completions } from '../completions.ts';
import type { Context } from '../context.ts';

export async function handler(_context: Context, shell: string): Promise<void> {
  completions().setup('microlab', 'microlab', shell);
}
