// Measures and prints, and asserts nothing.
// Usage: npm run bench [-- --rounds N --exercise ID…] [--only start|exercise|grade] [--quick]
//   start:    `microlab --help`, and `microlab quiz` until its first question, against `node -e 0` as a whole process
//   exercise: each that is named (saga by default), warm, N rounds (default 5): everything outside the checks, against
//             the same steps of a plain script with docker compose, or with kind and kubectl; --quick runs the first
//             check alone
//   grade:    eight submissions of user-service, N rounds (default 3), against a shell loop that does the same by hand
// Both sides alternate within one run, so that a slow minute of the machine hits both.
import { parseArgs } from 'node:util';
import { benchExercise } from './bench/exercise.js';
import { benchGrade } from './bench/grade.js';
import { benchFirstQuestion, benchStart } from './bench/start.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string' },
    exercise: { type: 'string', multiple: true, default: ['saga'] },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

const wanted = part => options.only === undefined || options.only === part;
if (wanted('start')) {
  await benchStart(40);
  await benchFirstQuestion(40);
}
if (wanted('exercise'))
  for (const id of options.exercise)
    await benchExercise(id, { rounds: Number(options.rounds ?? 5), quick: options.quick });
if (wanted('grade')) await benchGrade(Number(options.rounds ?? 3));
