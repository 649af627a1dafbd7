import { seeded } from '../../src/platform/random.ts';

/**
 * What one learner truly remembers, by the activation model of Pavlik and Anderson (2005): each encounter leaves a
 * trace that fades by a power of time, recall follows from the sum of all traces, and a trace fades the faster the more
 * was still remembered when it was laid. That last is the spacing effect. None of it is in FSRS, and no scheduler sees it.
 */
export interface SimulatedLearner {
  /** The probability that the item is known at that time, in days; 0 where it was never met. */
  recall(item: number, at: number): number;
  /** Answers, then reads the explanation: whether right or wrong, the item was encountered. */
  answer(item: number, day: number): boolean;
}

export const KINDS = ['slow', 'middle', 'fast'] as const;
export type Kind = (typeof KINDS)[number];

/** Chosen, not fitted to anybody. */
export const MODEL = {
  /** The fading of an item of middling difficulty, for each kind of learner. */
  fading: { slow: 0.24, middle: 0.2, fast: 0.16 } satisfies Record<Kind, number>,
  /** By how much an item is harder or easier than that, at most. */
  difficulty: 0.08,
  /** How much faster a trace fades that was laid while much was remembered. */
  crowding: 0.217,
  /** The activation at which half is recalled, and how blurred that border is. */
  threshold: -0.7,
  noise: 0.255,
  /** Units of the model's time in a day. */
  unitsADay: 10,
};

interface Trace {
  at: number;
  fading: number;
}

export function simulatedLearner(seed: string, kind: Kind): SimulatedLearner {
  const traces = new Map<number, Trace[]>();
  const activation = (item: number, at: number) =>
    Math.log(
      (traces.get(item) ?? []).reduce(
        (sum, trace) => sum + ((at - trace.at) * MODEL.unitsADay) ** -trace.fading,
        0,
      ),
    );
  const recall = (item: number, at: number) =>
    1 / (1 + Math.exp((MODEL.threshold - activation(item, at)) / MODEL.noise));
  return {
    recall,
    answer(item, day) {
      // Drawn from item and day, so that every scheduler has the same luck with the same learner.
      const right = share(`${seed}/${item}/${day}`) < recall(item, day);
      const hardness = (share(`${seed}/${item}`) * 2 - 1) * MODEL.difficulty;
      const fading = MODEL.fading[kind] + hardness + MODEL.crowding * Math.exp(activation(item, day));
      traces.set(item, [...(traces.get(item) ?? []), { at: day, fading }]);
      return right;
    },
  };
}

const MANY = 1e9;
/** From 0 up to 1, the same for the same text. */
const share = (text: string) => seeded(text).integer(0, MANY - 1) / MANY;
