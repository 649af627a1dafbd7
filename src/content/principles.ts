/** The five principles that the exercises show. */
export const SOLID = [
  'single-responsibility',
  'open-closed',
  'liskov-substitution',
  'interface-segregation',
  'dependency-inversion',
] as const;

/** What a question teaches, in one word: one of the five, or a principle of distributed systems and of running them. */
export const PRINCIPLES = [
  ...SOLID,
  'loose-coupling',
  'high-cohesion',
  'data-ownership',
  'eventual-consistency',
  'design-for-failure',
  'observability',
  'least-privilege',
  'defence-in-depth',
  'declarative-configuration',
  'immutable-infrastructure',
  'elasticity',
  'measure-first',
] as const;

export const LEVELS = ['basic', 'intermediate', 'advanced'] as const;

/** The theory questions of the course's source, ten a level: `basic-1` … `advanced-10`. */
export const COURSE: readonly string[] = LEVELS.flatMap(level =>
  Array.from({ length: 10 }, (_, index) => `${level}-${index + 1}`),
);
