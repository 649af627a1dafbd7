import { readFile } from 'node:fs/promises';
import { messageOf, UserError } from '../errors.ts';
import { forLearner } from '../exam/learner.ts';
import type { ClassReport, ExamResult } from '../report/grades/model.ts';
import { differencesOf, otherWork } from './compare.ts';
import type { GradingEngine } from './engines/engine.ts';
import { finish } from './finish.ts';
import { type Grading, gradeSubmission, workDigests } from './grade.ts';
import { inScratch } from './scratch.ts';
import type { Submission } from './submission.ts';

/** What came of grading a submission again. */
export interface Regraded {
  /** Where the report and this grading differ, a line each; empty where they say the same. */
  differences: readonly string[];
  /** The second result; null where the report is not about this work, so that it was not graded. */
  result: ExamResult | null;
}

/** What a report tells of: an exam, and the result of a submission to it. */
interface Told {
  exam: string;
  /** Throws UserError where it does not tell of this one. */
  of(submission: string): ExamResult;
}

/**
 * Reads a report that `--format json` wrote: of one submission, whatever its folder is called by now, or of a class.
 * Throws UserError where it is none.
 */
export async function readReport(file: string): Promise<Told> {
  let value: Partial<ClassReport & ExamResult> | null;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (thrown) {
    throw notOne(file, messageOf(thrown));
  }
  if (value?.version !== 1) throw notOne(file, 'It has no `"version": 1`.');
  if (typeof value.exam?.id !== 'string') throw notOne(file, 'It names no exam.');
  const { exam, results } = value;
  return {
    exam: exam.id,
    of(submission) {
      const result = Array.isArray(results)
        ? (results as readonly ExamResult[]).find(one => one?.submission?.id === submission)
        : (value as ExamResult);
      if (!result) throw notOne(file, `It is the report of a class, and has no submission "${submission}".`);
      if (!Array.isArray(result.sections) || typeof result.digests?.submission !== 'string')
        throw notOne(file, 'It has no sections or no digests.');
      return result;
    },
  };
}

const notOne = (file: string, detail: string) =>
  new UserError(`${file} is no report of a grading.`, {
    details: [detail],
    fix: 'Give a report that `microlab grade --format json` wrote.',
  });

interface RegradeOptions {
  told: ExamResult;
  submission: Submission;
  grading: Grading;
  engine: GradingEngine;
  signal: AbortSignal;
}

/**
 * Grades the submission of a report again and compares: first the digests, and where those are the same every question,
 * check, share and the mark. What was corrected by hand is corrected again: it cannot be found by grading.
 */
export async function regrade({
  told,
  submission: given,
  grading,
  engine,
  signal,
}: RegradeOptions): Promise<Regraded> {
  const submission = { ...given, id: told.submission.id };
  try {
    const now = await inScratch(scratch => workDigests(grading, submission, scratch));
    const other = otherWork(told, now);
    if (other.length > 0) return { differences: other, result: null };
    const found = await inScratch(async scratch => {
      const results: ExamResult[] = [];
      await engine.run(
        [submission],
        (job, verify) => gradeSubmission({ grading, submission: job, verify, scratch, signal }),
        async result => void results.push(result),
      );
      return results;
    });
    return compared(told, found, grading);
  } finally {
    await engine.close();
  }
}

function compared(told: ExamResult, [found]: readonly ExamResult[], grading: Grading): Regraded {
  if (!found) throw new Error('it was not graded');
  try {
    const result = finish(found, grading, { due: null, corrections: told.corrections });
    const shown = told.audience === 'learner' ? forLearner(result) : result;
    return { differences: differencesOf(told, shown), result };
  } catch (thrown) {
    // Whoever changed a report by hand may have left it in any shape.
    return { differences: [`the report is damaged: ${messageOf(thrown)}`], result: found };
  }
}
