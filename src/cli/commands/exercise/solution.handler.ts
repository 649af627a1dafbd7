import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { passedExercises } from '../../../progress/views.ts';
import type { Paint } from '../../../report/paint.ts';
import { compare } from '../../../workspace/compare.ts';
import { locate } from '../../../workspace/locate.ts';
import type { Context } from '../../context.ts';
import { refuseInExam } from '../../exam/guard.ts';
import { confirm } from '../../prompt.ts';

interface Options {
  diff?: boolean;
  dir?: string;
  yes?: boolean;
}

export async function handler(context: Context, id: string, { diff, dir, yes }: Options): Promise<void> {
  const { terminal, cwd, typed } = context;
  const solution = join((await context.catalog()).find(id).dir, 'solution');
  await refuseInExam(context, 'exercises', [id]);
  const workspace = diff ? await locate(id, { dir, cwd }) : null;
  if (workspace && !workspace.exists)
    throw new UserError(`There is no workspace at ${workspace.dir} to compare.`, {
      fix: `Name it with --dir, or leave --diff out.`,
    });

  const progress = await context.progress();
  // Who has solved it spoils nothing.
  const spoils = !passedExercises(await progress.events()).has(id);
  if (
    spoils &&
    !yes &&
    !(await confirm(
      context,
      `You learn more by finding it yourself. Really see the solution of ${id}?`,
      '--yes',
    ))
  ) {
    return terminal.out([`Good. A hint: ${typed(`microlab exercise hint ${id}`)}`]);
  }
  if (workspace) {
    const patch = await compare(workspace.dir, solution);
    terminal.out(
      patch === ''
        ? ['Your work is the same as the solution.']
        : patch.trimEnd().split('\n').map(coloured(terminal.outLayout.paint)),
    );
  } else {
    terminal.out([solution]);
  }
  await progress.record({ type: 'solution-shown', exercise: id });
}

const coloured = (paint: Paint) => (line: string) => {
  if (/^(---|\+\+\+) /.test(line)) return paint.strong(line);
  if (line.startsWith('@@')) return paint.dim(line);
  if (line.startsWith('+')) return paint.good(line);
  return line.startsWith('-') ? paint.bad(line) : line;
};
