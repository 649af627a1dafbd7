import { richReport } from '../report.fixture.ts';
import type { ClassReport, ExamResult, ExerciseResult, ItemStatistics, QuestionResult } from './model.ts';

/** What a hostile submission may put into an answer, a name or an output, for each format that it ends up in. */
const HOSTILE = [
  '</pre></script><script>document.title="owned"</script><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)" \' style=\'x',
  ']]> & <![CDATA[ &lt; ${7*7} {{7*7}}',
  '```\n# Passed\n| a | b |\n[click](javascript:alert(1)) ![x](https://example.org/x.png) @everyone https://example.org',
  '::error title=grade::100\n  ::stop-commands::x\n##[group]hidden',
  '\u001b[31mred\u001b[0m \u0000\u0007\u202egnp.exe \ud800 \ufffe 🦊',
].join('\n');

const question = (result: Partial<QuestionResult> & Pick<QuestionResult, 'question'>): QuestionResult => ({
  topic: 'containers',
  level: 'basic',
  kind: 'choice',
  status: 'right',
  share: 1,
  answer: ['A read-only layer'],
  problem: null,
  key: {
    question: 'What does each `RUN` step of a Dockerfile make?',
    solution: ['A read-only layer'],
    explanation:
      'Each step adds **one** layer above the ones before; a later step that deletes a file only hides it.',
    why: [],
  },
  ...result,
});

const exercise = (
  result: Partial<ExerciseResult> & Pick<ExerciseResult, 'exercise' | 'title'>,
): ExerciseResult => ({
  weight: 1,
  status: 'graded',
  verdict: 'failed',
  core: { earned: 2, possible: 10 },
  stretch: { earned: 0, possible: 4 },
  share: 0.16,
  reasons: [],
  report: richReport,
  digests: { folder: 'f0'.repeat(32), images: { 'user-service': 'a1'.repeat(32) } },
  ...result,
});

const nothing = {
  core: { earned: 0, possible: 0 },
  stretch: { earned: 0, possible: 0 },
  report: null,
  verdict: null,
};

/** A made-up result for the teacher in which everything happens that can happen. For tests. */
export const richResult: ExamResult = {
  version: 1,
  exam: { id: 'basic', title: 'Microservices, basic', minutes: 90, pass: 70 },
  submission: { id: 'ada-lovelace', submittedAt: '2026-03-01T10:15:00Z', late: true },
  audience: 'teacher',
  seed: 'exam-7c2e',
  verdict: 'inconclusive',
  mark: null,
  sections: [
    {
      id: 'theory',
      title: 'Theory',
      weight: 40,
      share: 0.5,
      questions: [
        question({ question: 'containers-image-layers' }),
        question({
          question: 'containers-cache',
          kind: 'choices',
          status: 'partly',
          share: 0.5,
          answer: ['COPY . .', HOSTILE],
          key: {
            question: 'Which steps run again when only `app.py` has changed?',
            solution: ['COPY . .', 'RUN npm test'],
            explanation: 'A changed step makes Docker run all later ones again.',
            why: ['FROM: the base did not change.', `${HOSTILE}: it is no step.`],
          },
        }),
        question({
          question: 'rest-status-unknown',
          topic: 'rest',
          kind: 'text',
          status: 'wrong',
          share: 0,
          answer: ['200'],
        }),
        question({
          question: 'rest-idempotent',
          topic: 'rest',
          level: 'intermediate',
          status: 'unanswered',
          share: 0,
          answer: [],
        }),
        question({
          question: 'rest-budget',
          topic: 'rest',
          kind: 'number',
          status: 'invalid',
          share: 1,
          answer: ['about three'],
          problem: 'Expected a number such as 43.2.',
        }),
      ],
      exercises: [],
    },
    {
      id: 'practice',
      title: 'Practice',
      weight: 60,
      share: null,
      questions: [],
      exercises: [
        exercise({
          exercise: 'two-services',
          title: 'Two services that talk over REST',
          reasons: ['compose.yaml: `ports` were left out.'],
        }),
        exercise({
          exercise: 'user-service',
          title: 'A user service',
          status: 'absent',
          share: 0,
          ...nothing,
        }),
        exercise({
          exercise: 'saga',
          title: 'A saga',
          status: 'refused',
          share: 0,
          ...nothing,
          reasons: [
            'saga/compose.yaml:7:5: `privileged: true` is not allowed: it gives the container the whole machine.',
            `saga/Dockerfile:1:1: the base image \`${HOSTILE}\` is not on the list.`,
          ],
        }),
        exercise({
          exercise: 'health',
          title: 'Health and readiness',
          weight: 2,
          status: 'undecided',
          share: null,
          ...nothing,
          reasons: ['The engine ended while the image was built. Nothing is held against the work.'],
        }),
      ],
    },
  ],
  domains: [
    { id: 'rest', title: 'REST', kind: 'topic', earned: 1, possible: 3 },
    { id: 'containers', title: 'Containers and images', kind: 'topic', earned: 1.5, possible: 2 },
    {
      id: 'two-services',
      title: 'Two services that talk over REST',
      kind: 'exercise',
      earned: 2,
      possible: 14,
    },
  ],
  next: [
    { text: 'REST: 1 of 3 questions.', command: 'microlab quiz --topic rest' },
    { text: 'A user service was not handed in.', command: 'microlab exercise start user-service' },
  ],
  corrections: [
    {
      submission: 'ada-lovelace',
      item: 'rest-budget',
      share: 1,
      was: 0,
      reason: 'Three is right, the answer was typed in words.',
      by: 'the teacher',
    },
  ],
  notes: [`answers.yaml: the exam has no question \`${HOSTILE}\`.`],
  digests: { exam: 'e0'.repeat(32), checks: 'c0'.repeat(32), submission: '50'.repeat(32) },
  microlab: '1.2.3',
  durationMs: 184_000,
};

const withoutEvidence = { topic: 'rest', level: 'basic', kind: 'choice', problem: null, key: null } as const;

/** What a learner gets of a result with a mark: nothing of the key. */
export const learnerResult: ExamResult = {
  ...richResult,
  submission: { id: 'grace-hopper', submittedAt: null, late: false },
  audience: 'learner',
  seed: '',
  verdict: 'passed',
  mark: 82.5,
  sections: [
    {
      id: 'theory',
      title: 'Theory',
      weight: 40,
      share: 0.5,
      questions: [
        { ...withoutEvidence, question: 'rest-verbs', status: 'right', share: 1, answer: ['PUT'] },
        { ...withoutEvidence, question: 'rest-status-unknown', status: 'wrong', share: 0, answer: ['200'] },
      ],
      exercises: [],
    },
    {
      id: 'practice',
      title: 'Practice',
      weight: 60,
      share: 1,
      questions: [],
      exercises: [
        exercise({
          exercise: 'two-services',
          title: 'Two services that talk over REST',
          verdict: 'passed',
          share: 1,
          core: { earned: 2, possible: 2 },
          stretch: { earned: 0, possible: 0 },
          report: { ...richReport, checks: richReport.checks.slice(0, 1) },
        }),
      ],
    },
  ],
  domains: [],
  next: [],
  corrections: [],
  notes: [],
};

const item = (
  values: Partial<ItemStatistics> & Pick<ItemStatistics, 'id' | 'difficulty'>,
): ItemStatistics => ({
  title: values.id,
  kind: 'question',
  tier: null,
  asked: 3,
  discrimination: 0.41,
  failed: 3 - Math.round(3 * values.difficulty),
  ...values,
});

const failed: ExamResult = {
  ...learnerResult,
  audience: 'teacher',
  submission: { id: HOSTILE, submittedAt: null, late: true },
  verdict: 'failed',
  mark: 41.2,
};

/** A made-up class, with a submission of each kind. For tests. */
export const richClass: ClassReport = {
  version: 1,
  exam: richResult.exam,
  seed: 'exam-7c2e',
  seedPerSubmission: true,
  audience: 'teacher',
  results: [richResult, failed, { ...learnerResult, audience: 'teacher' }],
  statistics: {
    submissions: 3,
    passed: 1,
    failed: 1,
    inconclusive: 1,
    mean: 61.9,
    median: 61.9,
    deviation: 20.6,
    lowest: 41.2,
    highest: 82.5,
    distribution: [0, 0, 0, 0, 1, 0, 0, 0, 1, 0],
    items: [
      item({ id: 'containers-image-layers', difficulty: 1, discrimination: null }),
      item({ id: 'rest-status-unknown', difficulty: 0, discrimination: -0.32 }),
      item({
        id: 'two-services/starts',
        title: 'Both services start',
        kind: 'check',
        tier: 'core',
        difficulty: 0.667,
      }),
      item({
        id: 'two-services/health',
        title: 'Health is told',
        kind: 'check',
        tier: 'stretch',
        difficulty: 0.333,
      }),
    ],
  },
  canary: { verdict: 'passed', text: 'Every check passed in 41 s.' },
  microlab: '1.2.3',
};
