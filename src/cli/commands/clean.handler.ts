import type { Context } from '../context.ts';

export async function handler({ terminal, lab }: Context): Promise<void> {
  const removed = await lab.sweep({ images: true });
  if (removed.length === 0) return terminal.out(['Nothing was left behind.']);
  terminal.out(removed.map(what => `removed ${what}`));
}
