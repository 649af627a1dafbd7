import { expect, it } from 'vitest';
import { inTurn } from './turns.ts';

it('begins after what came before has ended, however that ended, and waits for nothing else', async () => {
  const order: string[] = [];
  let open = () => {};
  const gate = new Promise<void>(resolve => {
    open = resolve;
  });
  const first = inTurn('node', async () => {
    await gate;
    order.push('first');
    throw new Error('refused');
  });
  const second = inTurn('node', async () => void order.push('second'));
  await inTurn('another', async () => void order.push('another'));
  open();
  await expect(first).rejects.toThrow('refused');
  await second;
  expect(order).toEqual(['another', 'first', 'second']);
});
