import type { Exam } from '../content/exams/index.ts';
import type { Exercise } from '../content/index.ts';
import type { Item } from '../content/questions/bank.ts';
import { markAnswers } from '../exam/answers.ts';
import { exerciseResult } from '../exam/exercise-result.ts';
import { examResult } from '../exam/mark.ts';
import { drawPaper, leftOutSections, type Paper } from '../exam/paper.ts';
import type { Digests, ExamResult } from '../report/grades/model.ts';
import { sheetOf, unread } from './answers.ts';
import { digestOfValue } from './digest.ts';
import { verifyAll } from './exercises.ts';
import { type Opened, openSubmission, type Times } from './open.ts';
import { seedOf } from './seed.ts';
import type { VerifyExercise } from './slot.ts';
import type { Submission } from './submission.ts';

/** What all submissions of a class are graded by. */
export interface Grading {
  exam: Exam;
  /** All questions that there are. */
  items: readonly Item[];
  exercise(id: string): Exercise;
  /** The exam's seed, and whether each submission has one of its own made of it. */
  seed: string;
  seedPerSubmission: boolean;
  /** Is there a cluster for the exercises that need one? Optional sections are left out of the mark where there is none. */
  cluster: boolean;
  /** How long all exercises of a submission may take together. */
  deadlineMs: number;
  /** Where the time of a submission is read. */
  times: Times;
  /** The version of microlab. */
  microlab: string;
}

interface Job {
  grading: Grading;
  submission: Submission;
  verify: VerifyExercise;
  /** A folder of its own; whoever made it removes it. */
  scratch: string;
  signal: AbortSignal;
}

/** The paper of a submission: it depends on the exam, its seed and the submission's id alone. */
export function paperOf({ exam, items, seed, seedPerSubmission }: Grading, submission: string): Paper {
  return drawPaper(exam, items, seedOf(seed, submission, seedPerSubmission));
}

/**
 * Grades one submission: what it is worth depends on nothing but its files, the exam and the seed. Whatever lies in it
 * becomes part of the result; nothing of it throws. Throws the signal's reason where that is aborted.
 */
export async function gradeSubmission({
  grading,
  submission,
  verify,
  scratch,
  signal,
}: Job): Promise<ExamResult> {
  const began = performance.now();
  const paper = paperOf(grading, submission.id);
  const leftOut = leftOutSections(paper, grading);
  const wanted = paper.sections.filter(({ id }) => !(id in leftOut)).flatMap(section => section.exercises);
  const opened = await openSubmission(submission, scratch, idsOf(paper), grading.times);
  const sheet = 'text' in opened.answers ? sheetOf(opened.answers.text) : unread([opened.answers.problem]);
  const asked = paper.sections.some(({ questions }) => questions.length > 0);
  const { questions, notes } = markAnswers(paper, sheet.answers);
  const decided = await verifyAll({
    exercises: wanted.map(({ exercise }) => grading.exercise(exercise)),
    parts: opened.exercises,
    seed: paper.seed,
    verify,
    deadlineMs: grading.deadlineMs,
    signal,
  });
  return examResult({
    paper,
    questions,
    exercises: wanted.flatMap((one, index) => {
      const found = decided[index];
      return found ? exerciseResult(one, grading.exercise(one.exercise), found.outcome, found.digests) : [];
    }),
    leftOut,
    submission: { id: submission.id, submittedAt: opened.changedAt ?? sheet.submittedAt, late: false },
    notes: [...opened.notes, ...(asked ? [...sheet.notes, ...notes] : [])],
    digests: digestsOf(grading, paper, opened),
    microlab: grading.microlab,
    durationMs: Math.round(performance.now() - began),
  });
}

/** The digests of a submission and its seed, without grading it: have they changed since it was graded? */
export async function workDigests(
  grading: Grading,
  submission: Submission,
  scratch: string,
): Promise<{ digests: Digests; seed: string }> {
  const paper = paperOf(grading, submission.id);
  const opened = await openSubmission(submission, scratch, idsOf(paper), grading.times);
  return { digests: digestsOf(grading, paper, opened), seed: paper.seed };
}

const idsOf = ({ sections }: Paper) =>
  sections.flatMap(({ exercises }) => exercises.map(({ exercise }) => exercise));

function digestsOf({ exam, exercise }: Grading, paper: Paper, { digest }: Opened): Digests {
  const questions = paper.sections.flatMap(section => section.questions);
  // Where content lies on this machine is no part of it.
  const exercises = idsOf(paper).map(id => ({ ...exercise(id), dir: null, template: null }));
  return { exam: exam.digest, checks: digestOfValue({ questions, exercises }), submission: digest };
}
