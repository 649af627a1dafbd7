import { EXIT, type ExitCode, UserError } from '../../../errors.ts';
import { leftAt } from '../../../exam/attempt.ts';
import { type ClusterOptions, clusterChoice } from '../../cluster-options.ts';
import type { Context } from '../../context.ts';
import { readAnswers } from '../../exam/answers-file.ts';
import { clocks, isRunning, settledAttempts } from '../../exam/attempts.ts';
import { closed } from '../../exam/closing.ts';
import { finish } from '../../exam/finish.ts';
import { paperOf } from '../../exam/paper.ts';
import { ExamSitting } from '../../exam/sitting.ts';
import { statusText } from '../../exam/status.ts';
import { confirm } from '../../prompt.ts';

interface Options extends Pick<ClusterOptions, 'context' | 'registry'> {
  answers?: string;
  yes?: boolean;
  discard?: boolean;
}

/** Ends the running exam and grades it; or goes on with the grading of one that was ended. */
export async function handler(context: Context, options: Options): Promise<ExitCode> {
  const { terminal, typed } = context;
  const { cluster } = clusterChoice(options);
  const { exams, attempts } = await settledAttempts(context);
  const open = attempts.findLast(isRunning) ?? attempts.findLast(({ stage }) => stage === 'submitted');
  if (options.discard) {
    if (!open) throw new UserError('No exam is open: there is nothing to give up.');
    await exams.append(open.id, { type: 'discarded' }, { ...open.last, at: clocks.wall() });
    terminal.out([`Your exam "${open.title}" was given up. What you worked on is still in ${open.dir}.`]);
    return EXIT.ok;
  }
  if (!open) {
    const last = attempts.findLast(({ stage }) => stage === 'graded');
    if (last && (await exams.result(last.id))?.verdict === 'inconclusive')
      return finish(context, exams, last, cluster);
    throw new UserError('No exam is running.', {
      fix: `${typed('microlab exam list')} shows the exams, ${typed('microlab exam report')} the last result.`,
    });
  }
  if (open.stage === 'submitted') {
    if (options.answers !== undefined)
      terminal.err(['The exam is over: answers that come now do not count.']);
    return finish(context, exams, open, cluster);
  }

  const { paper } = await paperOf(context, open);
  const sitting = new ExamSitting(paper, open, exams, clocks);
  if (options.answers !== undefined) {
    const given = await readAnswers(options.answers, sitting, context);
    for (const { item, value } of given) await sitting.write(item, value);
  }
  if (!options.yes && terminal.interactive && sitting.leftMs() > 0) {
    const question = `${statusText(sitting.leftMs(), sitting.counts())}. Submit? Nothing can be changed after that.`;
    if (!(await confirm(context, question, '--yes'))) {
      terminal.out(['Nothing was submitted. The clock goes on.']);
      return EXIT.ok;
    }
  }
  const by = leftAt(sitting.attempt, clocks.wall()) > 0 ? 'learner' : 'clock';
  return finish(context, exams, await closed(exams, sitting.attempt, by, clocks), cluster);
}
