import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Exam } from '../content/exams/index.ts';
import type { Exercise } from '../content/index.ts';
import { one as items } from '../quiz/items.fixture.ts';
import type { Report } from '../report/model.ts';
import { scoreOf, verdictOf } from '../report/verdict.ts';
import { check, exercise as made } from '../verify/verify.testing.ts';
import { localEngine } from './engines/local.ts';
import { type Grading, paperOf } from './grade.ts';
import { type ClassOptions, gradeClass } from './index.ts';
import { check as seen } from './results.fixture.ts';
import { rightAnswer } from './right-answers.ts';
import type { Slot, Task, Verified } from './slot.ts';
import { findSubmissions } from './submission.ts';

/** What a folder holds decides what is seen of it: a line `check: status` each in a file `work`. */
async function verifyFolder({ exercise, folder, seed, signal, onBegun }: Task): Promise<Verified> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(join(folder, 'work'), 'utf8');
  if (text.startsWith('refused'))
    return { report: null, refusals: [text.trim()], images: {}, broken: null, spent: false };
  if (text.startsWith('broken')) throw new Error('the engine is gone');
  if (text.startsWith('bomb'))
    return { report: null, refusals: [], images: {}, broken: 'the engine does not answer', spent: true };
  if (text.startsWith('endless')) {
    onBegun?.();
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }
  const checks = exercise.checks.map(({ id, tier, points }) => {
    const status = new RegExp(`^${id}: (.*)$`, 'm').exec(text)?.[1] ?? 'passed';
    return seen(id, status as 'passed', { tier, points });
  });
  const report: Report = {
    version: 1,
    exercise: exercise.id,
    title: exercise.title,
    runtime: 'docker',
    seed,
    verdict: verdictOf(checks),
    score: scoreOf(checks),
    phases: [],
    checks,
    notes: [],
  };
  return {
    report,
    refusals: [],
    images: { echo: `image of ${exercise.id}` },
    broken: null,
    spent: text.includes('greedy'),
  };
}

/** An exam of four questions and two exercises in a folder of its own, and engines in which nothing is real but the files. */
export async function classroom() {
  const root = await mkdtemp(join(tmpdir(), 'grade-'));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const exercises = ['first', 'second'].map(
    (id): Exercise => ({
      ...made([check('starts', [], { points: 3 }), check('neat', [], { tier: 'stretch' })]),
      id,
      title: `The ${id} exercise`,
      dir: join(root, 'course', id),
    }),
  );
  for (const { id } of exercises) await write(`course/${id}/solution/work`, 'all is well\n');
  const exam = {
    id: 'tiny',
    title: 'Tiny',
    summary: 'A small exam.',
    level: 'basic',
    minutes: 10,
    pass: 70,
    images: [],
    file: 'exams/tiny.yaml',
    digest: 'e0',
    sections: [
      {
        id: 'theory',
        title: 'Theory',
        weight: 40,
        optional: false,
        questions: [{ ids: ['a-choice', 'an-order'] }, { kinds: ['number', 'text', 'match'], count: 2 }],
        exercises: [],
      },
      {
        id: 'practice',
        title: 'Practice',
        weight: 60,
        optional: false,
        questions: [],
        exercises: exercises.map(({ id }) => ({ exercise: id, weight: 1, stretch: 20 })),
      },
    ],
  } as Exam;
  const grading: Grading = {
    exam,
    items: Object.values(items),
    exercise: id => exercises.find(one => one.id === id) as Exercise,
    seed: 'k3f9',
    seedPerSubmission: false,
    cluster: false,
    deadlineMs: 60_000,
    times: 'answers',
    microlab: '1.2.3',
  };

  /** Hands in: all answers right but the first `wrong` ones, and for each exercise what its file `work` says. */
  const handIn = async (
    id: string,
    { wrong = 0, ...work }: { wrong?: number; first?: string; second?: string },
  ) => {
    const paper = paperOf(grading, id);
    const answers = paper.sections
      .flatMap(({ questions }) => questions)
      .map((item, index) => [item.id, index < wrong ? null : rightAnswer(item, paper.seed)]);
    await write(`class/${id}/answers.yaml`, stringify({ answers: Object.fromEntries(answers) }));
    for (const [exercise, text] of Object.entries(work)) await write(`class/${id}/${exercise}/work`, text);
  };

  const tasks: Task[] = [];
  const slots = { open: 0, closed: 0 };
  const openSlot = async (): Promise<Slot> => {
    slots.open++;
    return {
      verify(task) {
        tasks.push(task);
        return verifyFolder(task);
      },
      close: async () => void slots.closed++,
    };
  };
  /** Grades what was handed in. */
  const grade = async (more: Partial<ClassOptions> & { jobs?: number } = {}) => {
    const { signal = new AbortController().signal, jobs = 2, output = null } = more;
    const { submissions } = await findSubmissions(['class'], {
      cwd: root,
      exercises: ['first', 'second'],
      output,
    });
    return gradeClass({
      grading,
      submissions,
      engine: localEngine({ jobs, openSlot, signal }),
      output,
      resume: false,
      conditions: 'docker',
      corrections: null,
      due: null,
      emit: () => {},
      signal,
      ...more,
    });
  };
  return {
    root,
    write,
    grading,
    exercises,
    handIn,
    grade,
    tasks,
    slots,
    openSlot,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
