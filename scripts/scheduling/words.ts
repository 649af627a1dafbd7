import { KINDS, type MODEL } from './learner.ts';

/** Which memory the learners have, with its parameters. */
export function model({ fading, difficulty, crowding, threshold, noise, unitsADay }: typeof MODEL): string {
  return [
    'The activation model of P. I. Pavlik and J. R. Anderson, "Practice and forgetting effects on vocabulary memory: an activation-based model of the spacing effect", Cognitive Science 29 (2005), 559–586. It shares no formula and no parameter with FSRS: memory is the sum of the traces of all encounters, each of which fades by a power of the time *t* since.',
    [
      '    activation  m = ln Σ t^−d',
      `    fading      d = ${crowding} · e^m + a     m as it was when the trace was laid: what is repeated too early fades faster`,
      `    recall      p = 1 / (1 + e^((${threshold} − m) / ${noise}))`,
    ].join('\n'),
    `*a* is ${KINDS.map(kind => `${fading[kind]} for a ${kind} learner`).join(', ')}, and differs by up to ${difficulty} from item to item, drawn from the learner's seed. *t* counts ${unitsADay} units a day. An answer is an encounter whether it was right or wrong, since the explanation is read either way. At the first encounter nothing is known. A right answer is rated *good*, a wrong one *again*. With the same learner, the same item on the same day meets the same luck under every scheduler.`,
  ].join('\n\n');
}

export function caution(items: number): string {
  return [
    '- A model learner is no person. The equations are published; all of the parameters were chosen here so that the learners differ and are neither hopeless nor perfect. None was fitted to anybody, and other parameters give other figures.',
    `- The ${items} items are learned one by one: in life, one question helps with another, and doing an exercise helps with both.`,
    '- Nobody guesses, slips, skips a day, grows tired or stops. Choices can be guessed, so a real share of right answers overstates what is known.',
    '- Right and wrong alone are rated. The quiz also tells slow and partly right answers, and failed exercises make questions due: none of that is measured here.',
    '- The spread is that of these learners under this model. It is no confidence interval for people.',
    '- Equal numbers of reviews are taken for equal cost; the time that an answer takes is not modelled.',
  ].join('\n');
}
