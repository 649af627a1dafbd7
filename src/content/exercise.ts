import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { milliseconds } from '../platform/duration.ts';
import { didYouMean } from '../platform/nearest.ts';
import type { ServiceContract } from '../runtimes/runtime.ts';
import { readYaml, schemaProblems, type YamlFile } from './document.ts';
import type { Problem } from './problems.ts';
import { type ExerciseFile, ExerciseSchema } from './schema.ts';
import { stepProblems } from './steps.ts';

/** An exercise as the rest of the program knows it. */
export interface Exercise extends Omit<ExerciseFile, 'kafka' | 'services'> {
  services: Record<string, ServiceContract>;
  kafka: { topics: string[] } | null;
  /** The folder of the exercise, and the one that a learner starts from. */
  dir: string;
  template: string;
}

const KNOWN = [
  'id',
  'title',
  'summary',
  'level',
  'principles',
  'minutes',
  'order',
  'services',
  'kafka',
  'runtimes',
  'mesh',
  'servicePort',
  'ready',
  'checks',
  'port',
  'uses',
  'env',
  'orElse',
  'files',
  'healthEvery',
  'tier',
  'points',
  'why',
  'hint',
  'needs',
  'draw',
  'steps',
  'topics',
];

/** Reads one folder of `exercises/`. All problems come back at once. */
export function readExercise(
  dir: string,
  templates: string,
): { exercise: Exercise | null; problems: Problem[] } {
  const { yaml, problems } = readYaml(join(dir, 'exercise.yaml'));
  if (!yaml) return { exercise: null, problems };
  const result = ExerciseSchema.safeParse(yaml.value);
  if (!result.success) return { exercise: null, problems: schemaProblems(yaml, result.error, KNOWN) };
  const { kafka, services, ...file } = result.data;
  const exercise: Exercise = {
    ...file,
    services: mapped(services),
    kafka: kafka ?? null,
    dir,
    template: join(templates, file.id),
  };
  return {
    exercise,
    problems: [
      ...placeProblems(yaml, exercise),
      ...serviceProblems(yaml, exercise),
      ...checkProblems(yaml, exercise),
    ],
  };
}

function mapped(services: ExerciseFile['services']): Exercise['services'] {
  return Object.fromEntries(
    Object.entries(services).map(([name, { orElse, healthEvery, ...rest }]) => [
      name,
      {
        ...rest,
        orElse: orElse ?? null,
        healthEveryMs: healthEvery === undefined ? null : milliseconds(healthEvery),
      },
    ]),
  );
}

function placeProblems(yaml: YamlFile, { id, dir, template }: Exercise): Problem[] {
  const found: Problem[] = [];
  if (id !== basename(dir))
    found.push(
      yaml.problem(['id'], `the id is "${id}" and the folder "${basename(dir)}": they must be the same`),
    );
  if (!existsSync(template))
    found.push(yaml.problem(['id'], `there is no template for "${id}": expected the folder templates/${id}`));
  for (const name of ['README.md', 'hints.md', 'solution']) {
    if (!existsSync(join(dir, name)))
      found.push(yaml.problem(['id'], `${name} is missing in exercises/${id}`));
  }
  return found;
}

function serviceProblems(yaml: YamlFile, { services, kafka }: Exercise): Problem[] {
  const known = [...Object.keys(services), ...(kafka ? ['kafka'] : [])];
  const unknown = (path: string[], name: string) =>
    known.includes(name)
      ? []
      : [
          yaml.problem(
            ['services', ...path],
            `there is no service "${name}" in this exercise.${didYouMean(name, known)}`,
          ),
        ];
  return Object.entries(services).flatMap(([name, { uses, orElse }]) => [
    ...Object.keys(uses).flatMap(used => unknown([name, 'uses', used], used)),
    ...(orElse === null ? [] : unknown([name, 'orElse'], orElse)),
  ]);
}

function checkProblems(yaml: YamlFile, { checks, services, kafka }: Exercise): Problem[] {
  const found: Problem[] = [];
  if (!checks[0]?.steps.some(step => 'starts' in step))
    found.push(yaml.problem(['checks', 0], 'the first check must hold the step "starts"'));
  checks.forEach((check, index) => {
    const earlier = checks.slice(0, index).map(({ id }) => id);
    if (earlier.includes(check.id))
      found.push(yaml.problem(['checks', index, 'id'], `two checks are called "${check.id}"`));
    for (const [at, need] of check.needs.entries()) {
      if (!earlier.includes(need))
        found.push(
          yaml.problem(
            ['checks', index, 'needs', at],
            `no earlier check is called "${need}".${didYouMean(need, earlier)}`,
          ),
        );
    }
    const context = {
      services: Object.keys(services),
      topics: kafka?.topics ?? [],
      names: new Set(Object.keys(check.draw)),
    };
    found.push(...stepProblems(yaml, check.steps, ['checks', index, 'steps'], context));
  });
  return found;
}
