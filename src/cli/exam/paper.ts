import type { Exam } from '../../content/exams/index.ts';
import type { Exercise } from '../../content/index.ts';
import { UserError } from '../../errors.ts';
import type { Attempt } from '../../exam/attempt.ts';
import { drawPaper, type Paper } from '../../exam/paper.ts';
import { digestOfValue } from '../../grade/digest.ts';
import type { Context } from '../context.ts';

/** A paper, and all that it is marked by. */
export interface Drawn {
  readonly paper: Paper;
  readonly exercises: readonly Exercise[];
  /** SHA-256 of its questions with their key, and of its exercises' checks. */
  readonly checks: string;
  /** SHA-256 of all of it: another one is another exam. */
  readonly digest: string;
}

/** Draws the paper of an exam. @param content the folders of an author's own content */
export async function drawn(
  { lab }: Pick<Context, 'lab'>,
  content: readonly string[],
  { exam: id, seed }: { exam: string; seed: string },
): Promise<Drawn> {
  const [{ find }, { items }, catalog] = await Promise.all([
    lab.exams(content),
    lab.questions(content),
    lab.catalog(content),
  ]);
  const exam: Exam = find(id);
  const paper = drawPaper(exam, items, seed);
  const exercises = exercisesIn(paper).map(one => catalog.find(one));
  const checks = digestOfValue({
    questions: questionsIn(paper),
    // Where content lies on this machine is no part of it.
    exercises: exercises.map(exercise => ({ ...exercise, dir: null, template: null })),
  });
  return { paper, exercises, checks, digest: digestOfValue([exam.digest, checks]) };
}

/** The paper of an attempt. Throws UserError where the exam is another one now. */
export async function paperOf(context: Context, attempt: Attempt): Promise<Drawn> {
  const now = await drawn(context, attempt.content, attempt);
  if (now.digest === attempt.paper) return now;
  throw new UserError(
    `The exam "${attempt.title}" is not the one that you began: it was changed meanwhile.`,
    {
      details: [
        'Its questions, its exercises or its rules are others, so your answers cannot be marked by it.',
      ],
      fix: `Go on with the version of microlab and the content that you began with, or give this attempt up: ${context.typed('microlab exam submit --discard')}`,
    },
  );
}

export const questionsIn = ({ sections }: Paper) => sections.flatMap(({ questions }) => questions);

/** The ids of its exercises. */
export const exercisesIn = ({ sections }: Paper) =>
  sections.flatMap(({ exercises }) => exercises.map(({ exercise }) => exercise));
