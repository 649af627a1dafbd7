import { type Run, sum } from './simulate.ts';

/** What is read off one run. Shares are from 0 to 1. */
const MEASURES = {
  reviewsADay: ({ days }: Run) => mean(days.map(day => day.reviews)),
  busiest: ({ days }: Run) => Math.max(...days.map(day => day.reviews)),
  right: ({ days }: Run) => sum(days.map(day => day.right)) / sum(days.map(day => day.reviews)),
  expected: ({ days }: Run) => sum(days.map(day => day.expected ?? 0)) / sum(days.map(day => day.reviews)),
  everyDay: ({ days }: Run) => mean(days.map(day => day.recall)),
  atTheEnd: ({ days }: Run) => days.at(-1)?.recall ?? 0,
};
export type Measure = keyof typeof MEASURES;

export const mean = (values: readonly number[]) => sum(values) / values.length;

export interface Spread {
  mean: number;
  low: number;
  high: number;
}

/** Over the learners. */
export function spread(runs: readonly Run[], measure: Measure): Spread {
  const values = runs.map(MEASURES[measure]);
  return { mean: mean(values), low: Math.min(...values), high: Math.max(...values) };
}

/** Two schedulers with the same learners: by how much the first is above the second, and with how many learners. */
export function compare(first: readonly Run[], second: readonly Run[], measure: Measure) {
  const by = first.map((run, index) => {
    const other = second[index];
    return MEASURES[measure](run) - (other ? MEASURES[measure](other) : Number.NaN);
  });
  return { by: mean(by), above: by.filter(value => value > 0).length, of: by.length };
}
