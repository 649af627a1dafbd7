import type { CheckResult, Report } from './model.ts';

const check = (result: Partial<CheckResult> & Pick<CheckResult, 'id' | 'title'>): CheckResult => ({
  tier: 'core',
  status: 'passed',
  points: 2,
  earned: result.status === undefined ? 2 : 0,
  durationMs: 420,
  expected: null,
  actual: null,
  message: null,
  hint: null,
  why: 'A neighbour relies on it.',
  verifiedBy: null,
  ...result,
});

/** A made-up run in which everything happens that can happen. For tests. */
export const richReport: Report = {
  version: 1,
  exercise: 'two-services',
  title: 'Two services that talk over REST',
  runtime: 'local',
  seed: 'k3f9',
  verdict: 'failed',
  score: { earned: 2, possible: 14 },
  phases: [
    { name: 'fetch', durationMs: 12 },
    { name: 'build', durationMs: 8_100 },
    { name: 'start', durationMs: 740 },
    { name: 'ready', durationMs: 1_250 },
    { name: 'checks', durationMs: 65_400 },
    { name: 'clean-up', durationMs: 310 },
  ],
  checks: [
    check({ id: 'starts', title: 'Both services start' }),
    check({
      id: 'name-comes-from-the-neighbour',
      title: 'Orders carry the name that user-service gives',
      status: 'failed',
      points: 3,
      message: 'GET order-service/orders/7: $.user is "Alice", expected "Ada <b>|`x`".',
      expected: { user: 'Ada <b>|`x`', orders: [{ id: '<an integer>', user_id: 7 }] },
      actual: { user: 'Alice', orders: [{ id: 1, user_id: 7, item: 'Pen' }], extra: { deep: true } },
      why: "order-service depends on user-service's API, not on a copy of its data.",
      hint: 'Ask user-service for the name when the request comes in.',
    }),
    check({
      id: 'unknown-user',
      title: 'An unknown user is 404',
      status: 'failed',
      durationMs: 3_204,
      message:
        'GET order-service/orders/99: the connection was refused. order-service has ended (exit code 1). Its last lines:\n  Traceback (most recent call last):\n    KeyError: 99',
      expected: 'an answer',
      actual: 'refused',
      hint: 'Answer 404 with a JSON error.',
    }),
    check({
      id: 'health',
      title: 'Health is told',
      status: 'error',
      message: 'The engine did not answer: \u001b[31mEOF\u001b[0m',
      tier: 'stretch',
    }),
    check({
      id: 'image',
      title: 'The image does not run as root',
      status: 'skipped',
      tier: 'stretch',
      message: 'The runtime docker verifies this.',
      verifiedBy: 'docker',
    }),
    check({
      id: 'orders',
      title: "Only that user's orders",
      status: 'skipped',
      points: 3,
      message: 'Needs name-comes-from-the-neighbour, which failed.',
    }),
  ],
  notes: ['compose.yaml: published ports are left out, the lab chooses its own.'],
};
