import { join } from 'node:path';
import type { Layout } from '../../report/lines.ts';
import { shortPath } from '../commands/exercise/paths.ts';
import type { Context } from '../context.ts';
import { quoted, stepLines } from '../steps.ts';

/** Where the exercises of an attempt are worked on. */
export interface Practice {
  /** The folder that holds a workspace for each. */
  readonly dir: string;
  readonly cwd: string;
}

/** The folder of an exercise as the person would type it. */
export const practicePlace = (exercise: string, { dir, cwd }: Practice): string =>
  shortPath(join(dir, exercise), cwd);

/** Exercises, each with its folder, its task, and how it is tried. */
export function practiceLines(
  exercises: readonly string[],
  practice: Practice,
  context: Pick<Context, 'typed'>,
  layout: Layout,
): string[] {
  return exercises.flatMap(exercise => {
    const place = practicePlace(exercise, practice);
    return [
      '',
      layout.paint.strong(exercise),
      ...stepLines(
        [
          {
            text: `Work on it in ${place}, with your own editor. Its task:`,
            command: `microlab exercise show ${exercise}`,
          },
          {
            text: 'Try it, as often as you like:',
            command: `microlab exercise run ${exercise} --dir ${quoted(place)}`,
          },
        ],
        context,
        layout,
      ),
    ];
  });
}
