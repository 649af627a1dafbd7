import type { DomainResult, ExamResult, ExerciseResult, SectionResult } from '../report/grades/model.ts';
import { type Fraction, fraction, numberOf, sum, times } from './fraction.ts';

/** What an item is worth in the end: what a correction says, else what was found; null where that is not known. */
export type Worth = (id: string, found: number | null) => Fraction | null;

/** More than these nobody takes up at once. */
const MOST_STEPS = 5;

/**
 * What was reached in each topic of the questions and in each exercise, in the order in which they come up. An exercise
 * that could not be decided is none of them.
 */
export function domainsOf(sections: readonly SectionResult[], worth: Worth): DomainResult[] {
  const questions = sections.flatMap(section => section.questions);
  const exercises = sections.flatMap(section => section.exercises);
  const topics = [...new Set(questions.map(({ topic }) => topic))];
  return [
    ...topics.map((topic): DomainResult => {
      const own = questions.filter(one => one.topic === topic);
      const reached = own.flatMap(one => worth(one.question, one.share) ?? []);
      return { id: topic, title: topic, kind: 'topic', earned: numberOf(sum(reached)), possible: own.length };
    }),
    ...exercises.flatMap((one): DomainResult[] => {
      const share = worth(one.exercise, one.share);
      if (share === null) return [];
      return [{ id: one.exercise, title: one.title, kind: 'exercise', ...pointsOf(one, share) }];
    }),
  ];
}

/** The points of all its checks; after a correction so many of them as its new share says. */
function pointsOf({ core, stretch, share: found }: ExerciseResult, share: Fraction) {
  const possible = core.possible + stretch.possible;
  const unchanged = found === numberOf(share);
  const earned = unchanged ? core.earned + stretch.earned : numberOf(times(share, fraction(possible, 1)));
  return { earned, possible };
}

/** What to study next: the domains in which something is missing, the weakest first, with what to type for it. */
export function nextSteps(domains: readonly DomainResult[]): ExamResult['next'] {
  const ratio = ({ earned, possible }: DomainResult) => earned / possible;
  return domains
    .filter(({ earned, possible }) => earned < possible)
    .sort((a, b) => ratio(a) - ratio(b))
    .slice(0, MOST_STEPS)
    .map(({ id, title, kind, earned, possible }) => {
      const reached = `${Math.round(earned * 10) / 10} of ${possible}`;
      return kind === 'topic'
        ? { text: `Questions on ${title}: ${reached} right.`, command: `microlab quiz --topic ${id}` }
        : { text: `${title}: ${reached} points.`, command: `microlab exercise start ${id}` };
    });
}
