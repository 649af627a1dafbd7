// Writes docs/scheduling.md from a simulation, the same each time: `npm run scheduling`.
import { writeFileSync } from 'node:fs';
import { DEFAULT_RETENTION } from '../src/quiz/schedule.ts';
import { page } from './scheduling/page.ts';
import { type Settings, simulate } from './scheduling/simulate.ts';

const settings: Settings = {
  days: 180,
  items: 356,
  newADay: 10,
  learners: 21,
  targets: [0.8, DEFAULT_RETENTION, 0.95],
  target: DEFAULT_RETENTION,
};
writeFileSync('docs/scheduling.md', page(simulate(settings), settings));
