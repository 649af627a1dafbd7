import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Item } from '../content/questions/bank.ts';
import type { ExamResult, SectionResult } from '../report/grades/model.ts';
import { rightAnswer } from './right-answers.ts';
import { ANSWERS, type Submission } from './submission.ts';

/** No submission can have this id: it has a blank. */
export const CANARY = 'the canary';

interface Parts {
  /** The questions of its paper, in order. */
  items: readonly Item[];
  /** The folder of each exercise of the exam, which holds its reference solution. */
  exercises: readonly { id: string; dir: string }[];
  seed: string;
}

/**
 * Writes a submission that is right in all: the reference solutions, and the right answers. A machine on which it does
 * not reach everything is not trusted with the work of others.
 */
export async function writeCanary(dir: string, { items, exercises, seed }: Parts): Promise<Submission> {
  await mkdir(dir, { recursive: true });
  const answers = Object.fromEntries(items.map(item => [item.id, rightAnswer(item, seed)]));
  await writeFile(join(dir, ANSWERS), stringify({ answers }));
  for (const exercise of exercises)
    await cp(join(exercise.dir, 'solution'), join(dir, exercise.id), { recursive: true });
  return { id: CANARY, source: dir, kind: 'folder' };
}

/** What the canary did not reach, a line for each point that it should have; empty where it reached everything. */
export function doubtsOf({ sections, mark, verdict, notes }: ExamResult): string[] {
  const found = sections.flatMap(sectionDoubts);
  if (found.length > 0) return [...found, ...notes];
  return verdict === 'passed' && mark === 100 ? [] : [`mark ${mark}, ${verdict}`, ...notes];
}

function sectionDoubts({ questions, exercises }: SectionResult): string[] {
  return [
    ...questions.flatMap(({ question, status, problem }) =>
      status === 'right' ? [] : [`question ${question}: ${problem ?? status}`],
    ),
    ...exercises.flatMap(({ exercise, share, status, reasons, report }) => {
      if (share === 1) return [];
      const checks = (report?.checks ?? []).filter(check => check.status !== 'passed');
      return [
        ...reasons.map(reason => `${exercise}: ${reason}`),
        ...checks.map(check => `${exercise}/${check.id}: ${check.status}. ${check.message ?? ''}`.trim()),
        ...(reasons.length + checks.length === 0 ? [`${exercise}: ${status}`] : []),
      ];
    }),
  ];
}
