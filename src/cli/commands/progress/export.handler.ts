import { exported } from '../../../progress/transfer.ts';
import type { Context } from '../../context.ts';
import { deliver } from '../../output.ts';

export async function handler(context: Context, { output }: { output?: string }): Promise<void> {
  const events = await (await context.progress()).events();
  await deliver(context, exported(events), { output, what: 'Your progress' });
}
