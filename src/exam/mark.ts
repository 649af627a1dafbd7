import type {
  Correction,
  Digests,
  ExamResult,
  ExerciseResult,
  QuestionResult,
  SectionResult,
} from '../report/grades/model.ts';
import { domainsOf, nextSteps, type Worth } from './domains.ts';
import { type Fraction, fractionOf, meanOf, numberOf, ONE, percentOf } from './fraction.ts';
import type { Paper, PaperSection } from './paper.ts';

/** All that the result of one submission is made of. */
export interface ExamParts {
  paper: Paper;
  /** One for each question and each exercise of the paper, in any order. Of sections that are left out none is needed. */
  questions: readonly QuestionResult[];
  exercises: readonly ExerciseResult[];
  submission: ExamResult['submission'];
  /** By the ids of sections: why they take no part in the mark, as a sentence. */
  leftOut?: Readonly<Record<string, string>>;
  /** Those of other submissions are passed over. */
  corrections?: readonly Omit<Correction, 'was'>[];
  notes?: readonly string[];
  digests: Digests;
  /** The version of microlab. */
  microlab: string;
  durationMs: number;
}

/**
 * The result for the teacher. The mark is the mean of the sections by their weights, in percent with one decimal; from
 * the pass mark on it is passed. Where a part that counts could not be decided there is no mark.
 */
export function examResult(parts: ExamParts): ExamResult {
  const { paper, submission, notes = [], digests, microlab, durationMs } = parts;
  const { id, title, minutes, pass } = paper.exam;
  const sections = paper.sections.map(section => sectionOf(section, parts));
  const { corrections, notes: idle } = corrected(sections, parts);
  const worth = worthBy(corrections);
  const shares = sections.map(section => shareOf(section, worth));
  const mark = markOf(sections, shares);
  const domains = domainsOf(sections, worth);
  return {
    version: 1,
    exam: { id, title, minutes, pass },
    submission,
    audience: 'teacher',
    seed: paper.seed,
    verdict: mark === null ? 'inconclusive' : mark >= pass ? 'passed' : 'failed',
    mark,
    sections: sections.map((section, at) => ({ ...section, share: rounded(shares[at] ?? null) })),
    domains,
    next: nextSteps(domains),
    corrections,
    notes: [...notes, ...sections.flatMap(leftOutNote), ...idle],
    digests,
    microlab,
    durationMs,
  };
}

const rounded = (share: Fraction | null) => (share === null ? null : numberOf(share));

const leftOutNote = ({ title, leftOut }: SectionResult) =>
  leftOut ? [`«${title}» is left out of the mark. ${leftOut}`] : [];

function sectionOf({ id, title, weight, ...of }: PaperSection, parts: ExamParts): SectionResult {
  const leftOut = parts.leftOut?.[id] ?? null;
  const base = { id, title, weight, share: null, leftOut };
  if (leftOut !== null) return { ...base, questions: [], exercises: [] };
  return {
    ...base,
    questions: of.questions.map(item =>
      insist(
        parts.questions.find(one => one.question === item.id),
        item.id,
      ),
    ),
    exercises: of.exercises.map(({ exercise }) =>
      insist(
        parts.exercises.find(one => one.exercise === exercise),
        exercise,
      ),
    ),
  };
}

function insist<T>(found: T | undefined, id: string): T {
  if (!found) throw new Error(`no result for ${id}`);
  return found;
}

/** The corrections of this submission with what was found before; notes for those that there is nothing to correct for. */
function corrected(
  sections: readonly SectionResult[],
  { corrections = [], submission }: ExamParts,
): Pick<ExamResult, 'corrections' | 'notes'> {
  const found = new Map(
    sections.flatMap(({ questions, exercises }) => [
      ...questions.map(one => [one.question, one.share] as const),
      ...exercises.map(one => [one.exercise, one.share] as const),
    ]),
  );
  const own = corrections.filter(one => one.submission === submission.id);
  return {
    corrections: own.flatMap(one => {
      const was = found.get(one.item);
      return was === undefined ? [] : [{ ...one, was }];
    }),
    notes: own.flatMap(({ item }) =>
      found.has(item) ? [] : [`The correction of "${item}" changes nothing: it is not on this paper.`],
    ),
  };
}

const worthBy = (corrections: readonly Correction[]): Worth => {
  const shares = new Map(corrections.map(({ item, share }) => [item, share]));
  return (id, found) => {
    const share = shares.get(id) ?? found;
    return share === null ? null : fractionOf(share);
  };
};

/** Of a section with questions and exercises the mean of the two. Null where a part is not known, or it is left out. */
function shareOf({ questions, exercises, leftOut }: SectionResult, worth: Worth): Fraction | null {
  if (leftOut) return null;
  const parts = [
    questions.map(one => ({ share: worth(one.question, one.share), weight: ONE })),
    exercises.map(one => ({ share: worth(one.exercise, one.share), weight: fractionOf(one.weight) })),
  ].filter(part => part.length > 0);
  return known(parts.map(part => ({ share: known(part), weight: ONE })));
}

function known(parts: readonly { share: Fraction | null; weight: Fraction }[]): Fraction | null {
  const decided = parts.flatMap(({ share, weight }) => (share === null ? [] : { share, weight }));
  return decided.length < parts.length ? null : meanOf(decided);
}

function markOf(sections: readonly SectionResult[], shares: readonly (Fraction | null)[]): number | null {
  const counting = sections.flatMap(({ weight, leftOut }, at) =>
    leftOut ? [] : { share: shares[at] ?? null, weight: fractionOf(weight) },
  );
  const mark = counting.length === 0 ? null : known(counting);
  return mark === null ? null : percentOf(mark);
}
