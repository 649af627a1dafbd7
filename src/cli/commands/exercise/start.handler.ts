import { resolve } from 'node:path';
import { scaffold } from '../../../workspace/scaffold.ts';
import type { Context } from '../../context.ts';
import { version } from '../../version.ts';
import { shortPath } from './paths.ts';

export async function handler(context: Context, id: string, options: { dir?: string }): Promise<void> {
  const { terminal, cwd, typed } = context;
  const exercise = (await context.catalog()).find(id);
  const dir = resolve(cwd, options.dir ?? id);
  await scaffold({ exercise, dir, version: version() });
  await (await context.progress()).record({ type: 'started', exercise: id });
  const flag = options.dir === undefined ? '' : ` --dir ${shortPath(dir, cwd)}`;
  terminal.out([
    `Your workspace: ${shortPath(dir, cwd)}`,
    '',
    `Read the task:   ${typed(`microlab exercise show ${id}`)}`,
    `Have it checked: ${typed(`microlab exercise run ${id}${flag}`)}`,
    `Stuck?           ${typed(`microlab exercise hint ${id}`)}`,
  ]);
}
