import { leftAt } from '../../../exam/attempt.ts';
import { takenExams } from '../../../progress/views.ts';
import { columns, type Entry } from '../../columns.ts';
import type { Context } from '../../context.ts';
import { clocks, isRunning, settledAttempts } from '../../exam/attempts.ts';
import { openLines } from '../../exam/open.ts';
import { holds } from '../../exam/rules.ts';
import { timeLeft } from '../../exam/time.ts';

export async function handler(context: Context): Promise<void> {
  const { terminal } = context;
  const { outLayout: layout } = terminal;
  const [{ exams }, { attempts }, progress] = await Promise.all([
    context.exams(),
    settledAttempts(context),
    context.progress(),
  ]);
  const taken = takenExams(await progress.events());
  const entries = exams.map(({ id, summary, level, minutes, pass, sections }): Entry => {
    const counts = sections.map(({ questions, exercises }) => ({
      questions: questions.reduce((sum, pick) => sum + (pick.ids?.length ?? pick.count ?? 0), 0),
      exercises: exercises.length,
    }));
    const text = `${summary}\n(${level}, ${minutes} minutes, ${holds(counts)}; to pass: ${pass}%)`;
    const running = attempts.find(one => one.exam === id && isRunning(one));
    if (running)
      return { sign: `▶ ${timeLeft(leftAt(running, clocks.wall()))} left`, tone: 'strong', name: id, text };
    const { passed, best } = taken.get(id) ?? { passed: false, best: null };
    const mark = best === null ? '' : ` ${best}%`;
    if (passed) return { sign: `✔ passed${mark}`, tone: 'good', name: id, text };
    return taken.has(id)
      ? { sign: `✖ taken${mark}`, tone: 'bad', name: id, text }
      : { sign: '– open', tone: 'dim', name: id, text };
  });
  terminal.out([...columns(entries, layout, ''), ...openLines(attempts, context, layout)]);
}
