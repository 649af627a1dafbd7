// Writes docs/scheduling.md: simulated learners over 180 days. Usage: npm run scheduling
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  byChance,
  byFsrs,
  byIntervals,
  type Course,
  type Day,
  knownAfter,
  type Plan,
  simulate,
} from './simulation.ts';

export const LEARNERS = { 'forgets fast': 0.7, middling: 1.15, 'forgets slowly': 1.6 };
const SEEDS = ['a', 'b', 'c', 'd'];
const COURSE = { questions: 240, newADay: 10, days: 180 };

const TARGETS = [0.8, 0.9, 0.95];
const fsrs = byFsrs(0.9);
export const PLANS: readonly Plan[] = [
  ...TARGETS.map(byFsrs),
  byIntervals([1, 3, 7, 14, 30]),
  byChance(fsrs),
];

/** What came of a plan, as a mean of several learners. */
export interface Outcome {
  /** Of the reviews of the whole time, and of its last third: how many were right. */
  retention: number;
  retentionLate: number;
  reviews: number;
  reviewsLate: number;
  busiest: number;
  /** The share of all questions that would be known: as a mean of all days, and at the end. */
  known: number;
  knownAtEnd: number;
}

export function outcome(plan: Plan, course: Course, seeds: readonly string[]): Outcome {
  const runs = seeds.map(seed => simulate(plan, course, seed));
  const late = (days: readonly Day[]) => days.slice(Math.floor((course.days * 2) / 3));
  const retention = (part: (days: readonly Day[]) => readonly Day[]) => {
    const days = runs.flatMap(part);
    return sum(days.map(({ right }) => right)) / sum(days.map(({ reviews }) => reviews));
  };
  const reviews = (part: (days: readonly Day[]) => readonly Day[]) =>
    mean(runs.flatMap(part).map(day => day.reviews));
  const all = (days: readonly Day[]) => days;
  return {
    retention: retention(all),
    retentionLate: retention(late),
    reviews: reviews(all),
    reviewsLate: reviews(late),
    busiest: mean(runs.map(days => Math.max(...days.map(day => day.reviews)))),
    known: mean(runs.flatMap(days => days.map(day => day.known))),
    knownAtEnd: mean(runs.map(days => days.at(-1)?.known ?? 0)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const percent = (share: number) => `${(share * 100).toFixed(0)}%`;

const HEAD = [
  '| plan | right at reviews | the same, last 60 days | reviews a day | last 60 days | busiest day | known, mean | known, at the end |',
  '| --- | --: | --: | --: | --: | --: | --: | --: |',
];

function row(name: string, one: Outcome): string {
  const cells = [
    ...[
      percent(one.retention),
      percent(one.retentionLate),
      one.reviews.toFixed(1),
      one.reviewsLate.toFixed(1),
    ],
    ...[one.busiest.toFixed(0), percent(one.known), percent(one.knownAtEnd)],
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}

function report(): string {
  const tables = Object.entries(LEARNERS).map(([name, strength]) => {
    const rows = PLANS.map(plan => row(plan.name, outcome(plan, { ...COURSE, strength }, SEEDS)));
    return [`### A learner who ${name === 'middling' ? 'is middling' : name}`, '', ...HEAD, ...rows, ''].join(
      '\n',
    );
  });
  return `${TEXT.before}\n${tables.join('\n')}\n${TEXT.after}`;
}

const afterADay = (strength: number) => percent(knownAfter(1, strength));

const TEXT = {
  before: `# Scheduling, tried on simulated learners

Written by \`npm run scheduling\`; the same numbers come out each time.

The quiz asks a question again when it is about to be forgotten, as ts-fsrs computes it with its default parameters (FSRS-6).
Whether that does what it promises cannot be seen from inside of FSRS: a simulated learner who forgets exactly as FSRS supposes proves nothing.
So the learner here has **another memory**: the activation model of Pavlik and Anderson (2005, *Cognitive Science* 29, 559-586).
Each practice leaves a trace that fades by a power of time, and fades faster the better the question was known at that moment; recall is a matter of
chance that depends on the sum of the traces. The numbers for decay (0.177 and 0.217), threshold (-0.704), noise (0.255) and the scaling of the time between sessions (0.025) are
meant to be the paper's; they were written down from memory, and the paper could not be looked up here. The comparison does not hang on their digits.
Ours are the strengths of the questions, ${Object.values(LEARNERS).join(', ')} on average for three learners: with them something that was read once is
known a day later with a probability of ${Object.values(LEARNERS).map(afterADay).join(', ')}.
The scheduler knows nothing of all this. It sees only whether an answer was right.

${COURSE.questions} questions, ${COURSE.newADay} new ones a day until all were seen, then reviews alone; ${COURSE.days} days, every day; each figure is the mean of ${SEEDS.length} learners.

- **ts-fsrs** with three targets. Everything is as in the quiz, its fuzz too: right is \`good\`, wrong is \`again\`.
- **Fixed intervals**: a step further after a right answer, the first one again after a wrong one, and every 30 days at the end.
- **Random**: questions by chance among those that were seen, on each day as many as ts-fsrs (target 90%) asks this learner. The work is the same, the choice is not.

## Figures

*Right at reviews* is to be compared with the target. *Known* is what share of the seen questions the learner would answer on the next day, asked or not.
`,
  after: `## What they say

- The target is a dial that works: each step up is more work and more that is known, for each of the learners.
- It is not met exactly. FSRS's default parameters are an average of many people, and these learners are not: one who forgets fast stays below the target in
  the first weeks and comes close to it later, as the intervals follow the answers; one who forgets slowly stays above it and does more reviews than were needed.
  \`quiz stats\` shows the measured retention beside the target, so that one can move the target.
- With the same number of reviews, choosing them by ts-fsrs leaves more known than choosing by chance. With a learner for whom everything
  is easy the difference is small: what is known anyway needs no plan.
- Fixed intervals are no straw man: for the learner who forgets fast they do as well as ts-fsrs for the same number of reviews. The better somebody remembers, the
  more of their reviews are not needed. And nothing ever comes less often than every 30 days: in the last 60 days ts-fsrs (target 90%) asks for less than they do, by
  a third for the one who forgets fast, and by far more for the others. They have no dial: how much is known is what comes out, and differs from learner to learner.

## What they cannot say

- Nobody here guesses, and nobody rates \`hard\` or \`easy\`. With four choices a quarter of what is not known is right by chance, which makes any scheduler too hopeful.
- The model was made for pairs of words. A question about a saga is no pair of words: it is understood, it is helped by its neighbours, and by an exercise that one has done.
- The questions are independent of each other, and every day is a day of work. Real learners miss days, and come back to a heap.
- Three strengths with four learners each are no study. A difference of a percent or two is what other seeds would give as well.
`,
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync('docs/scheduling.md', report());
