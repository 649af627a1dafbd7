import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { EXIT, type ExitCode, UserError } from '../../../errors.ts';
import { newSeed } from '../../../platform/random.ts';
import { choose, DEFAULT_NEW } from '../../../quiz/choose.ts';
import { learnerOf } from '../../../quiz/learner.ts';
import type { Mode } from '../../../quiz/model.ts';
import { Session } from '../../../quiz/session.ts';
import { wrap } from '../../../report/wrap.ts';
import type { Context } from '../../context.ts';
import { outsideExam } from '../../exam/guard.ts';
import { quoted, stepLines } from '../../steps.ts';
import { refuseArguments } from '../../unknown.ts';
import { type FilterOptions, filterOf } from './filter.ts';
import { lastTarget } from './target.ts';

interface Options extends FilterOptions {
  count?: number;
  mode?: Mode;
  seed?: string;
  new?: number;
  retention?: number;
  schedule?: boolean;
  format: 'text' | 'json';
}

/** Asks at a terminal; with `--format json` prints what it would ask. */
export async function handler(context: Context, options: Options, command: Command): Promise<ExitCode> {
  await refuseArguments(command, command.parent ?? command);
  const { terminal } = context;
  const asJson = options.format === 'json';
  if (!asJson && !terminal.interactive && !terminal.drawable) {
    throw new UserError('There is no terminal to ask at.', {
      fix: 'Print questions with --format json (and --count, --seed), and score answers with `microlab quiz answer --file <file>`.',
    });
  }
  const { items, exercises } = await context.questions();
  // What a script prints must not depend on what somebody has learned.
  const { mode = asJson ? 'practice' : 'review', seed = newSeed(), count } = options;
  const progress = await context.progress();
  const events = asJson && mode === 'practice' ? [] : await progress.events();
  const learner = learnerOf(events, items, exercises);
  const filter = filterOf(options, items);
  const chosen = choose(
    asJson ? items.filter(({ kind }) => filter.kinds || kind !== 'card') : await outsideExam(context, items),
    learner,
    {
      mode,
      filter,
      count,
      newLimit: options.new ?? DEFAULT_NEW,
      seed,
      now: new Date(),
    },
  );
  if (asJson) {
    const { askedJson } = await import('../../../quiz/answers.ts');
    terminal.raw(`${JSON.stringify(askedJson(chosen, { seed, mode }), null, 2)}\n`);
    return EXIT.ok;
  }
  if (chosen.length === 0) {
    terminal.out(nothingLines(context, mode));
    return EXIT.ok;
  }
  const session = new Session(chosen, {
    mode,
    seed,
    scheduled: mode === 'review' || (options.schedule ?? false),
    retention: options.retention ?? lastTarget(learner),
    memories: learner.memories,
    flagged: learner.flagged,
    now: () => new Date(),
    newId: randomUUID,
  });
  const { interactive } = await import('../../quiz/interactive.ts');
  return interactive(context, session, {
    record: happened => progress.record(happened),
    again: againCommand(options, mode, seed),
  });
}

/** The command that goes on where this session ends: a review by what is due then, the other modes by their seed. */
function againCommand(options: Options, mode: Mode, seed: string): string {
  const { topic = [], level = [], kind = [], count, schedule } = options;
  const filters = Object.entries({ topic, level, kind }).flatMap(([name, values]) =>
    values.map(value => `--${name} ${quoted(value)}`),
  );
  const rest =
    mode === 'review'
      ? []
      : [
          `--mode ${mode} --seed ${quoted(seed)}`,
          ...(count === undefined ? [] : [`--count ${count}`]),
          ...(schedule ? ['--schedule'] : []),
        ];
  return ['microlab quiz', ...filters, ...rest].join(' ');
}

function nothingLines(context: Context, mode: Mode): string[] {
  const { outLayout } = context.terminal;
  if (mode !== 'review')
    return wrap(
      'There are no such questions left: other filters or another --seed ask more.',
      outLayout.width,
    );
  const steps = [
    {
      text: 'Nothing is due, and you have seen the new questions of today. More of them:',
      command: 'microlab quiz --new 30',
    },
    { text: 'Without a change of the schedule:', command: 'microlab quiz --mode practice' },
    { text: 'What comes when:', command: 'microlab quiz stats' },
  ];
  return stepLines(steps, context, outLayout);
}
