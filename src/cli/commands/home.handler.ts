import { relative } from 'node:path';
import type { Command } from 'commander';
import { lastRun, nextExercise, passedExercises } from '../../progress/views.ts';
import { isDue, learnerOf } from '../../quiz/learner.ts';
import { VERDICTS } from '../../report/lines.ts';
import { wrap } from '../../report/wrap.ts';
import { workspacesIn } from '../../workspace/locate.ts';
import { columns, type Entry } from '../columns.ts';
import type { Context } from '../context.ts';
import { openExams } from '../exam/attempts.ts';
import { openLines } from '../exam/open.ts';
import { stepLines } from '../steps.ts';
import { refuseArguments } from '../unknown.ts';

/** `microlab` alone: where you are, and what to do next. */
export async function handler(context: Context, _options: unknown, command: Command): Promise<void> {
  await refuseArguments(command, command);
  const { terminal, cwd, typed } = context;
  const { outLayout: layout } = terminal;
  const { paint, width } = layout;
  const [{ exercises }, questions, progress, workspaces, attempts] = await Promise.all([
    context.catalog(),
    context.questions(),
    context.progress(),
    workspacesIn(cwd),
    openExams(context).then(exams => exams.attempts()),
  ]);
  const events = await progress.events();
  const passed = passedExercises(events);
  const learner = learnerOf(events, questions.items, questions.exercises);
  const due = questions.items.filter(({ id }) => isDue(learner, id, new Date())).length;
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
    `${due} ${due === 1 ? 'question' : 'questions'} due: ${paint.code(typed('microlab quiz'))}`,
    ...openLines(attempts, context, layout),
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
