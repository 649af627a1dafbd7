import { join, resolve } from 'node:path';
import { EXIT, type ExitCode, UserError } from '../../../errors.ts';
import { newSeed } from '../../../platform/random.ts';
import { stateOf } from '../../../workspace/files.ts';
import { scaffold } from '../../../workspace/scaffold.ts';
import type { Context } from '../../context.ts';
import { clocks, isRunning, settledAttempts } from '../../exam/attempts.ts';
import { type Drawn, drawn, exercisesIn, questionsIn } from '../../exam/paper.ts';
import { rulesLines, runningText } from '../../exam/rules.ts';
import { sit } from '../../exam/sit.ts';
import { confirm } from '../../prompt.ts';
import { version } from '../../version.ts';
import { shortPath } from '../exercise/paths.ts';

interface Options {
  seed?: string;
  dir?: string;
  yes?: boolean;
  format: 'text' | 'json';
}

/** Begins an exam, or goes on with it where it is running. */
export async function handler(context: Context, id: string, options: Options): Promise<ExitCode> {
  const { terminal, cwd, typed } = context;
  const { exams, attempts } = await settledAttempts(context);
  const running = attempts.findLast(isRunning);
  if (running?.exam === id) return sit(context, exams, running, options.format);
  if (running)
    throw new UserError(`${runningText(running)} One exam at a time.`, {
      fix: `Go on with ${typed('microlab exam')}, or end it with ${typed('microlab exam submit')}.`,
    });

  const found = await drawn(context, context.content, { exam: id, seed: options.seed ?? newSeed() });
  const { paper } = found;
  const dir = resolve(cwd, options.dir ?? id);
  await insistOnRoom(found, dir, context);
  terminal.err([...rulesLines(found, shortPath(dir, cwd), terminal.errLayout), '']);
  const begin = options.yes || (await confirm(context, 'Begin? The clock starts at once.', '--yes'));
  if (!begin) {
    terminal.out(['Nothing was begun.']);
    return EXIT.ok;
  }
  for (const exercise of found.exercises)
    await scaffold({ exercise, dir: join(dir, exercise.id), version: version() });
  const attempt = await exams.begin(
    {
      type: 'started',
      exam: paper.exam.id,
      title: paper.exam.title,
      seed: paper.seed,
      minutes: paper.exam.minutes,
      paper: found.digest,
      questions: questionsIn(paper).map(item => item.id),
      exercises: exercisesIn(paper),
      dir,
      content: context.content,
    },
    new Date(clocks.wall()),
  );
  return sit(context, exams, attempt, options.format);
}

/** Each exercise begins from its template: nothing may lie there already. All that is in the way is said at once. */
async function insistOnRoom({ exercises }: Drawn, dir: string, { cwd }: Context): Promise<void> {
  const places = exercises.map(({ id }) => join(dir, id));
  const states = await Promise.all([dir, ...places].map(place => stateOf(place)));
  const taken = [dir, ...places].filter(
    (place, at) => states[at] === 'no-folder' || (states[at] === 'filled' && place !== dir),
  );
  if (exercises.length === 0 || taken.length === 0) return;
  throw new UserError('The exercises of this exam have no place: something lies there already.', {
    details: taken.map(place => shortPath(place, cwd)),
    fix: 'Name another folder with --dir, or move these away.',
  });
}
