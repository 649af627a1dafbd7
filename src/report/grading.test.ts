import { expect, it } from 'vitest';
import { gradingTable } from './grading.ts';

it('shows which check catches which mutant', () => {
  const exercises = [
    {
      id: 'echo',
      title: 'An echo',
      checks: [
        { id: 'starts', tier: 'core' },
        { id: 'echoes', tier: 'core' },
        { id: 'fast', tier: 'stretch' },
      ],
    },
  ];
  const row = (subject: string, name: string, failed: string[], ok = true) => ({
    exercise: 'echo',
    subject,
    name,
    ok,
    saw: failed.length === 0 ? 'all passed' : 'caught',
    failed,
  });
  const text = gradingTable(exercises, [
    row('solution', 'solution', []),
    row('mutant', 'deaf', ['echoes', 'fast']),
    row('mutant', 'mute', [], false),
  ]);
  expect(text).toContain('| solution | all passed |');
  expect(text).toContain('| mutant | starts | echoes | *fast* |');
  expect(text).toContain('| deaf |  | ● | ○ |');
  expect(text).toContain('| mute (NOT AS IT SHOULD BE) |  |  |  |');
});
