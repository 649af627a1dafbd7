import { afterEach, beforeEach, expect, it } from 'vitest';
import { one } from '../../quiz/items.fixture.ts';
import { createContext } from '../context.ts';
import { memoryTerminal, sandbox } from '../testing.ts';
import { outsideExam } from './guard.ts';

let box: Awaited<ReturnType<typeof sandbox>>;
beforeEach(async () => {
  box = await sandbox();
});
afterEach(() => box.remove());

/** The questions that the quiz may ask now. */
async function allowed(): Promise<string[]> {
  const { terminal } = memoryTerminal();
  const context = createContext({ terminal, debug: false, lab: box.lab, host: box.host, env: {} }, {});
  return (await outsideExam(context, Object.values(one))).map(({ id }) => id);
}

it('keeps the questions of an exam out of the quiz as long as it runs', async () => {
  const all = Object.values(one).map(({ id }) => id);
  expect(await allowed()).toEqual(all);
  await box.run('exam start small --yes --format json');
  expect(await allowed()).toEqual(all.filter(id => id !== one.choice.id && id !== one.number.id));
  await box.run('exam submit');
  expect(await allowed()).toEqual(all);
});
