import { KINDS, type Kind, type SimulatedLearner, simulatedLearner } from './learner.ts';
import { fixed, ours, type Policy, random } from './policies.ts';

export interface Settings {
  days: number;
  items: number;
  newADay: number;
  learners: number;
  targets: readonly number[];
  /** The target of the product, with which the others are compared. */
  target: number;
}

/** One day of one learner. */
interface Day {
  reviews: number;
  right: number;
  /** The sum, over the reviews, of the probability that the scheduler expected; null where it has no opinion. */
  expected: number | null;
  /** Mean true recall of all items met so far, half a day after the session. */
  recall: number;
}

export interface Run {
  policy: string;
  /** null where none is aimed at. */
  target: number | null;
  kind: Kind;
  days: readonly Day[];
}

export const FIXED = 'fixed intervals';
export const RANDOM = 'always random';
export const oursAt = (target: number) => `microlab at ${target}`;

/** Every learner with every scheduler, each from the start. Runs of one scheduler are in the order of the learners. */
export function simulate(settings: Settings): Run[] {
  return Array.from({ length: settings.learners }, (_, index) => index).flatMap(index => {
    const kind = KINDS[index % KINDS.length] ?? 'middle';
    const seed = `learner-${index}`;
    const live = (policy: string, target: number | null, scheduler: Policy): Run => {
      const days = lifeOf(simulatedLearner(seed, kind), scheduler, settings);
      return { policy, target, kind, days };
    };
    const runs = settings.targets.map(target => live(oursAt(target), target, ours(target)));
    const counts = runs.find(({ target }) => target === settings.target)?.days.map(day => day.reviews) ?? [];
    return [...runs, live(FIXED, null, fixed()), live(RANDOM, null, random(seed, counts))];
  });
}

function lifeOf(learner: SimulatedLearner, policy: Policy, settings: Settings): Day[] {
  const met: number[] = [];
  return Array.from({ length: settings.days }, (_, day) => {
    const due = policy.choose(day, met);
    const expected = due.map(item => policy.expects(item, day));
    const fresh = Array.from({ length: settings.newADay }, (_, index) => met.length + index);
    const asked = [...due, ...fresh.filter(item => item < settings.items)];
    const right = asked.map((item, place) => {
      const known = learner.answer(item, day);
      policy.answered(item, day, known, place);
      return known;
    });
    met.push(...asked.slice(due.length));
    return {
      reviews: due.length,
      // The first answer to an item says nothing about a schedule.
      right: right.slice(0, due.length).filter(Boolean).length,
      expected: expected.includes(null) ? null : sum(expected.map(Number)),
      recall: sum(met.map(item => learner.recall(item, day + 0.5))) / met.length,
    };
  });
}

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
