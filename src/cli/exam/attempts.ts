import { type Attempt, leftAt } from '../../exam/attempt.ts';
import type { Clocks } from '../../exam/clock.ts';
import type { Exams } from '../../progress/exams.ts';
import type { Context } from '../context.ts';

export const clocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

export async function openExams(context: Pick<Context, 'progress'>): Promise<Exams> {
  const [{ examsIn }, { dir }] = await Promise.all([import('../../progress/exams.ts'), context.progress()]);
  return examsIn(dir);
}

/** Its clock runs, and it is not over. */
export const isRunning = (attempt: Attempt): boolean =>
  attempt.stage === 'running' && leftAt(attempt, clocks.wall()) > 0;

/** The attempt whose clock runs now; undefined where none does. */
export async function runningAttempt(context: Pick<Context, 'progress'>): Promise<Attempt | undefined> {
  return (await (await openExams(context)).attempts()).findLast(isRunning);
}

/**
 * All attempts, the oldest first. One whose time has run out meanwhile is submitted as it stood at the end: whatever
 * exam command comes next finds it over.
 */
export async function settledAttempts(context: Context): Promise<{ exams: Exams; attempts: Attempt[] }> {
  const exams = await openExams(context);
  const attempts = await Promise.all(
    (await exams.attempts()).map(async attempt => {
      if (attempt.stage !== 'running' || isRunning(attempt)) return attempt;
      const { closed } = await import('./closing.ts');
      return closed(exams, attempt, 'clock', clocks);
    }),
  );
  return { exams, attempts };
}
