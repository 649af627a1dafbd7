import { UserError } from '../../../errors.ts';
import { locate } from '../../../workspace/locate.ts';
import { readMarker } from '../../../workspace/marker.ts';
import { reset } from '../../../workspace/scaffold.ts';
import type { Context } from '../../context.ts';
import { confirm } from '../../prompt.ts';
import { version } from '../../version.ts';
import { shortPath } from './paths.ts';

interface Options {
  dir?: string;
  yes?: boolean;
}

export async function handler(context: Context, id: string, options: Options): Promise<void> {
  const { terminal, cwd, typed } = context;
  const exercise = (await context.catalog()).find(id);
  const { dir } = await locate(id, { dir: options.dir, cwd });
  // A folder that was only named may be anything: what is reset must have been scaffolded.
  if (!(await readMarker(dir)))
    throw new UserError(`There is no workspace of ${id} at ${dir}.`, {
      fix: `Make one with \`${typed(`microlab exercise start ${id}`)}\`, or name yours with --dir.`,
    });
  if (
    !options.yes &&
    !(await confirm(
      context,
      `Put the template back into ${shortPath(dir, cwd)}? Your work is kept beside it.`,
      '--yes',
    ))
  ) {
    return terminal.out(['Nothing was changed.']);
  }
  const backup = await reset({ exercise, dir, version: version() });
  terminal.out([`${shortPath(dir, cwd)} is as new. Your work is in ${shortPath(backup, cwd)}`]);
}
