import type { CheckResult } from '../model.ts';
import {
  checkFacts,
  clean,
  correctionFacts,
  exerciseFacts,
  type Fact,
  factLines,
  questionFacts,
} from './evidence.ts';
import type { Correction, ExamResult, ExerciseResult, QuestionResult, SectionResult } from './model.ts';
import { counted, percent } from './words.ts';

/** reached: all of it. lost: some of it. undecided: the machine was at fault. skipped: not looked at, and no fault of its own. */
export type Outcome = 'reached' | 'lost' | 'undecided' | 'skipped';

export const OUTCOMES: Record<Outcome, { symbol: string; tone: 'good' | 'bad' | 'doubt' | 'dim' }> = {
  reached: { symbol: '✔', tone: 'good' },
  lost: { symbol: '✖', tone: 'bad' },
  undecided: { symbol: '?', tone: 'doubt' },
  skipped: { symbol: '–', tone: 'dim' },
};

/** One thing of an exam that counted, in the same shape whatever it was. */
export interface GradedItem {
  kind: 'question' | 'exercise' | 'check';
  /** Of a question or an exercise, or `exercise/check`. */
  id: string;
  title: string;
  outcome: Outcome;
  /** How it ended, in words. */
  status: string;
  /** What kind of thing it is, in a few words. */
  about: string;
  facts: readonly Fact[];
  correction: Correction | null;
  durationMs: number | null;
  /** The checks of an exercise, in their order. */
  checks: readonly GradedItem[];
}

/** The questions of a section and its exercises, in their order. */
export function itemsOf(section: SectionResult, { corrections }: ExamResult): GradedItem[] {
  const correction = (id: string) => corrections.find(({ item }) => item === id) ?? null;
  return [
    ...section.questions.map(one => questionItem(one, correction(one.question))),
    ...section.exercises.map(one => exerciseItem(one, correction(one.exercise))),
  ];
}

/** The same without their nesting: an exercise whose checks tell all there is to tell gives way to them. */
export function flatItems(items: readonly GradedItem[]): GradedItem[] {
  return items.flatMap(item =>
    item.checks.length > 0 && item.facts.length === 0 ? item.checks : [item, ...item.checks],
  );
}

/** The first line of what there is to say: for where there is room for one. */
export function summaryOf({ facts, status }: GradedItem): string {
  const first = facts.find(({ label }) => label !== 'Question') ?? facts[0];
  return clean((first && factLines([first]).join(' ').split('\n')[0]) || status, 300);
}

const STATUSES = {
  right: 'right',
  partly: 'partly right',
  wrong: 'wrong',
  unanswered: 'not answered',
  invalid: 'not an answer to this kind of question',
} as const;

function questionItem(question: QuestionResult, correction: Correction | null): GradedItem {
  const { question: id, topic, level, kind, status } = question;
  const share = correction?.share ?? question.share;
  const part = status === 'partly' ? `, ${percent(question.share)}` : '';
  return {
    kind: 'question',
    id,
    title: id,
    outcome: share >= 1 ? 'reached' : 'lost',
    status: `${STATUSES[status]}${part}`,
    about: `${topic}, ${level}, ${kind}`,
    facts: [...correctionFacts(correction), ...questionFacts(question)],
    correction,
    durationMs: null,
    checks: [],
  };
}

function exerciseItem(exercise: ExerciseResult, correction: Correction | null): GradedItem {
  const { exercise: id, title, status, core, stretch, report } = exercise;
  const share = correction?.share ?? exercise.share;
  const words = {
    graded: share === null ? 'graded' : percent(share),
    absent: 'not handed in',
    refused: 'refused, nothing of it was run',
    undecided: 'not decided',
  };
  const tiers = { core, stretch };
  const points = (['core', 'stretch'] as const)
    .filter(tier => tiers[tier].possible > 0)
    .map(tier => `${tier} ${tiers[tier].earned} of ${counted(tiers[tier].possible, 'point')}`);
  return {
    kind: 'exercise',
    id,
    title,
    outcome: share === null ? 'undecided' : share >= 1 ? 'reached' : 'lost',
    status: words[status],
    about: points.join(', '),
    facts: [...correctionFacts(correction), ...exerciseFacts(exercise)],
    correction,
    durationMs: null,
    checks: (report?.checks ?? []).map(check => checkItem(id, check)),
  };
}

const CHECK_OUTCOMES = { passed: 'reached', failed: 'lost', error: 'undecided' } as const;

function checkItem(exercise: string, check: CheckResult): GradedItem {
  const { id, title, status, tier, earned, points, verifiedBy, durationMs } = check;
  return {
    kind: 'check',
    id: `${exercise}/${id}`,
    title,
    // Skipped since something it needs failed is lost; since this machine cannot look, it is not.
    outcome: status === 'skipped' ? (verifiedBy ? 'skipped' : 'lost') : CHECK_OUTCOMES[status],
    status: status === 'error' ? 'not decided' : status,
    about: `${tier}, ${earned} of ${counted(points, 'point')}`,
    facts: checkFacts(check),
    correction: null,
    durationMs,
    checks: [],
  };
}
