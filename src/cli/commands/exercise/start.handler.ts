import { resolve } from 'node:path';
import { scaffold } from '../../../workspace/scaffold.ts';
import type { Context } from '../../context.ts';
import { quoted, stepLines } from '../../steps.ts';
import { version } from '../../version.ts';
import { shortPath } from './paths.ts';

export async function handler(context: Context, id: string, options: { dir?: string }): Promise<void> {
  const { terminal, cwd } = context;
  const exercise = (await context.catalog()).find(id);
  const dir = resolve(cwd, options.dir ?? id);
  await scaffold({ exercise, dir, version: version() });
  await (await context.progress()).record({ type: 'started', exercise: id });
  const flag = options.dir === undefined ? '' : ` --dir ${quoted(options.dir)}`;
  const steps = [
    { text: 'Read the task:', command: `microlab exercise show ${id}` },
    { text: 'Have your work verified:', command: `microlab exercise run ${id}${flag}` },
    { text: 'Stuck?', command: `microlab exercise hint ${id}` },
  ];
  terminal.out([
    `Your workspace is ${shortPath(dir, cwd)}`,
    '',
    ...stepLines(steps, context, terminal.outLayout),
  ]);
}
