import type { Learner } from '../../../quiz/learner.ts';
import { DEFAULT_RETENTION } from '../../../quiz/schedule.ts';

/** The target retention: what was wanted last time is wanted still. */
export const lastTarget = ({ answers }: Learner): number =>
  answers.findLast(({ target }) => target !== undefined)?.target ?? DEFAULT_RETENTION;
