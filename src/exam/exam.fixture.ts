import type { Exam } from '../content/exams/exam.ts';
import type { Item } from '../content/questions/bank.ts';
import { item, one } from '../quiz/items.fixture.ts';
import type { CheckResult, Report } from '../report/model.ts';
import { richReport } from '../report/report.fixture.ts';
import type { ExamParts } from './mark.ts';
import type { PaperSection } from './paper.ts';

type Section = Exam['sections'][number];

export const section = (id: string, more: Partial<Section> = {}): Section => ({
  id,
  title: id,
  weight: 1,
  optional: false,
  questions: [],
  exercises: [],
  ...more,
});

export const exam = (...sections: Section[]): Exam => ({
  id: 'small',
  title: 'Small',
  summary: 'A few.',
  level: 'basic',
  minutes: 10,
  pass: 50,
  images: [],
  sections,
  file: 'exams/small.yaml',
  digest: 'd',
});

export const paperOf = (...sections: (Partial<PaperSection> & { id: string })[]) => {
  const all = sections.map(({ questions = [], ...rest }) => ({ ...section(rest.id, rest), questions }));
  return {
    exam: exam(...all.map(({ questions: _, ...rest }) => ({ ...rest, questions: [] }))),
    seed: 's',
    sections: all,
  };
};

/** Twelve questions in three topics. */
export const items: Item[] = ['echo', 'cave', 'hill'].flatMap(topic =>
  ['a', 'b', 'c', 'd'].map(name => item(`${topic}-${name}`, { topic })),
);

export const ofEachKind: Item[] = Object.values(one).filter(({ kind }) => kind !== 'card');

export const report = (verdict: Report['verdict'], ...checks: Partial<CheckResult>[]): Report => ({
  ...richReport,
  verdict,
  checks: checks.map((check, at) => ({
    ...(richReport.checks[0] as CheckResult),
    id: `check-${at}`,
    points: 2,
    earned: check.status === undefined || check.status === 'passed' ? (check.points ?? 2) : 0,
    ...check,
  })),
});

export const rest: Pick<ExamParts, 'submission' | 'digests' | 'microlab' | 'durationMs'> = {
  submission: { id: 'ada', submittedAt: null, late: false },
  digests: { exam: 'e', checks: 'c', submission: 's' },
  microlab: '0.0.0',
  durationMs: 1,
};
