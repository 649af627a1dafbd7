import { UserError } from '../../errors.ts';
import type { Attempt } from '../../exam/attempt.ts';
import type { Context } from '../context.ts';
import { runningAttempt } from './attempts.ts';

/** Throws UserError where an exam is running that holds one of these: what gives them away comes after the exam. */
export async function refuseInExam(
  context: Context,
  what: 'exercises' | 'questions',
  ids: readonly string[],
): Promise<void> {
  const attempt = await runningAttempt(context);
  const held = ids.filter(id => attempt?.[what].includes(id));
  if (!attempt || held.length === 0) return;
  const [name, is] = held.length === 1 ? [what.slice(0, -1), 'is'] : [what, 'are'];
  const more = held.length > 3 ? ` and ${held.length - 3} more` : '';
  throw new UserError(
    `The ${name} ${held.slice(0, 3).join(', ')}${more} ${is} part of the exam that is running, "${attempt.title}". After the exam you can see this.`,
    {
      fix: `Go on with \`${context.typed('microlab exam')}\`, or end it with \`${context.typed('microlab exam submit')}\`.`,
    },
  );
}

/** Leaves out what is part of the exam that is running: nothing else asks it meanwhile. */
export async function outsideExam<Q extends Pick<Attempt, 'id'>>(
  context: Pick<Context, 'progress'>,
  questions: readonly Q[],
): Promise<Q[]> {
  const held = new Set((await runningAttempt(context))?.questions);
  return questions.filter(({ id }) => !held.has(id));
}
