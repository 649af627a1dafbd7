import { printable } from '../../../report/printable.ts';
import type { Context } from '../../context.ts';

export async function handler({ terminal, lab }: Context): Promise<void> {
  const { paint } = terminal.errLayout;
  const removed = await lab.clusterDown({ output: line => terminal.err([paint.dim(printable(line))]) });
  terminal.out([removed ? 'microlab’s cluster was removed.' : 'There was no cluster of microlab’s own.']);
}
