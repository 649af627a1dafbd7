import { relative } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { lastRun, nextExercise, passedExercises } from '../../progress/views.ts';
import { VERDICTS } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import { workspacesIn } from '../../workspace/locate.ts';
import { columns, type Entry } from '../columns.ts';
import type { Context } from '../context.ts';
import { stepLines } from '../steps.ts';

/** `microlab` alone: where you are, and what to do next. */
export async function handler(context: Context, _options: unknown, command: Command): Promise<void> {
  const [unknown] = command.args;
  if (unknown !== undefined) throw await unknownCommand(unknown, command);

  const { terminal, cwd, typed } = context;
  const { outLayout: layout } = terminal;
  const { paint, width } = layout;
  const [{ exercises }, progress, workspaces] = await Promise.all([
    context.catalog(),
    context.progress(),
    workspacesIn(cwd),
  ]);
  const events = await progress.events();
  const passed = passedExercises(events);
  const known = exercises.filter(({ id }) => passed.has(id)).length;

  const entries = workspaces.map(({ dir, exercise }): Entry => {
    const last = lastRun(events, exercise);
    const name = relative(cwd, dir) || '.';
    const what = name === exercise ? '' : `${exercise}: `;
    if (!last) return { sign: '– new', tone: 'dim', name, text: `${what}not verified yet` };
    const { symbol, word, tone } = VERDICTS[last.verdict];
    return {
      sign: `${symbol} ${word.toLowerCase()}`,
      tone,
      name,
      text: `${what}${last.score.earned} of ${last.score.possible} points`,
    };
  });
  const unfinished = workspaces.find(({ exercise }) => !passed.has(exercise));
  const next = nextExercise(exercises, events);
  const steps = unfinished
    ? stepLines(
        [
          {
            text: `Go on with ${unfinished.exercise}:`,
            command: `microlab exercise run ${unfinished.exercise}`,
          },
          { text: 'Stuck?', command: `microlab exercise hint ${unfinished.exercise}` },
        ],
        context,
        layout,
      )
    : next
      ? stepLines(
          [
            {
              text: `Next: ${next.title} (${next.minutes} minutes).`,
              command: `microlab exercise start ${next.id}`,
            },
          ],
          context,
          layout,
        )
      : ['You have passed every exercise.'];

  terminal.out([
    paint.strong(`${known} of ${exercises.length} exercises passed`),
    ...(entries.length > 0 ? ['', 'Workspaces here:', ...columns(entries, layout)] : []),
    '',
    ...steps,
    '',
    ...wrap(
      `All exercises: ${typed('microlab exercise list')}. All commands: ${typed('microlab --help')}`,
      width,
    ).map(paint.dim),
  ]);
}

async function unknownCommand(name: string, { commands }: Command): Promise<UserError> {
  const { didYouMean } = await import('../../platform/nearest.ts');
  const names = commands.map(command => command.name()).filter(one => one !== 'complete');
  return new UserError(`There is no command "${name}".${didYouMean(name, names)}`, {
    details: [`There are: ${names.join(', ')}`],
    fix: 'microlab --help',
  });
}
