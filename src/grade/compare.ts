import type { ExamResult, ExerciseResult, QuestionResult } from '../report/grades/model.ts';

const inWords = (value: unknown) => (value === null || value === undefined ? 'nothing' : String(value));

/** A line where a report says one thing of something, and a grading found another. */
function differs(what: string, told: unknown, found: unknown): string[] {
  return told === found
    ? []
    : [`${what}: the report says ${inWords(told)}, this grading found ${inWords(found)}`];
}

/**
 * What was graded is not what the report tells of: a line for each digest that is another one. Then there is no use in
 * grading again.
 */
export function otherWork(told: ExamResult, found: Pick<ExamResult, 'digests'>): string[] {
  const WHAT = {
    exam: 'the exam is another one, or was changed',
    checks: "the exercises' checks or the questions were changed",
    submission: 'the submission is another one, or was changed',
  };
  return (Object.keys(WHAT) as (keyof typeof WHAT)[])
    .filter(key => told.digests[key] !== found.digests[key])
    .map(key => `${WHAT[key]}: digest ${told.digests[key]} in the report, ${found.digests[key]} here`);
}

/** Where two results of the same work differ: question by question, check by check. */
export function differencesOf(told: ExamResult, found: ExamResult): string[] {
  return [
    ...told.sections.flatMap(section => {
      const other = found.sections.find(({ id }) => id === section.id);
      if (!other) return differs(`section ${section.id}`, 'that it is there', null);
      return [
        ...byId(section.questions, other.questions, ({ question }) => question, questionLines),
        ...byId(section.exercises, other.exercises, ({ exercise }) => exercise, exerciseLines),
        ...differs(`share of section ${section.id}`, section.share, other.share),
      ];
    }),
    ...differs('sections', idsOf(told.sections), idsOf(found.sections)),
    ...differs('submitted', told.submission.submittedAt, found.submission.submittedAt),
    ...differs('mark', told.mark, found.mark),
    ...differs('verdict', told.verdict, found.verdict),
  ];
}

const idsOf = (parts: readonly { id: string }[]) => parts.map(({ id }) => id).join(', ');

/** Compares what has the same id, and names what is on one side alone. */
function byId<T>(
  told: readonly T[],
  found: readonly T[],
  idOf: (one: T) => string,
  lines: (id: string, told: T, found: T) => string[],
): string[] {
  const here = new Map(found.map(one => [idOf(one), one]));
  const there = new Set(told.map(idOf));
  return [
    ...told.flatMap(one => {
      const id = idOf(one);
      const other = here.get(id);
      return other ? lines(id, one, other) : differs(id, 'that it was asked', null);
    }),
    ...found.flatMap(one => (there.has(idOf(one)) ? [] : differs(idOf(one), null, 'that it was asked'))),
  ];
}

const questionLines = (id: string, told: QuestionResult, found: QuestionResult) => [
  ...differs(id, told.status, found.status),
  ...differs(`share of ${id}`, told.share, found.share),
  ...differs(`answer to ${id}`, told.answer.join('; '), found.answer.join('; ')),
];

function exerciseLines(id: string, told: ExerciseResult, found: ExerciseResult): string[] {
  return [
    ...differs(id, told.status, found.status),
    ...differs(`digest of the folder ${id}`, told.digests.folder, found.digests.folder),
    ...byId(
      told.report?.checks ?? [],
      found.report?.checks ?? [],
      check => `${id}/${check.id}`,
      (check, one, other) => [
        ...differs(check, one.status, other.status),
        ...differs(`points of ${check}`, one.earned, other.earned),
        ...differs(`possible points of ${check}`, one.points, other.points),
      ],
    ),
    ...differs(`share of ${id}`, told.share, found.share),
  ];
}
