import type { Context } from '../../context.ts';

export async function handler({ terminal, lab, catalog }: Context, id?: string): Promise<void> {
  if (id !== undefined) (await catalog()).find(id);
  const removed = await lab.takeDown(id);
  terminal.out(removed.length === 0 ? ['Nothing is running.'] : removed.map(what => `removed ${what}`));
}
