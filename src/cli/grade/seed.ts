/** Where a CI server keeps the seed, out of sight of those who may see its commands. */
const VARIABLE = 'MICROLAB_EXAM_SEED';

/**
 * The seed of an exam: what was given, else what the environment says, else the exam's id.
 * `note`: what follows from having said none.
 */
export function examSeed(
  given: string | undefined,
  exam: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): { seed: string; note: string | null } {
  const known = given ?? env[VARIABLE];
  if (known !== undefined && known !== '') return { seed: known, note: null };
  return {
    seed: exam,
    note: `note: no seed was given, so it is "${exam}". Whoever knows that can draw the same questions: for an exam that counts, give a long one with --seed or ${VARIABLE}.`,
  };
}
