import type { z } from 'zod';
import type { Step } from '../checks/check.ts';
import { OPERATOR_NAMES } from '../checks/match.ts';
import { kindsOf, verbs } from '../checks/registry.ts';
import { references } from '../checks/values.ts';
import { didYouMean } from '../platform/nearest.ts';
import { type Path, schemaProblems, type YamlFile } from './document.ts';
import type { Problem } from './problems.ts';

/** What the steps of a check are held against. `names` are the values that they may refer to; steps add to it. */
interface Context {
  services: readonly string[];
  topics: readonly string[];
  names: Set<string>;
}

/** Every problem of a list of steps, nested ones included. */
export function stepProblems(
  yaml: YamlFile,
  steps: readonly Step[],
  path: Path,
  context: Context,
): Problem[] {
  return steps.flatMap((step, index) => oneStep(yaml, step, [...path, index], context));
}

function oneStep(yaml: YamlFile, step: Step, path: Path, context: Context): Problem[] {
  const [kind, other] = kindsOf(step);
  const keys = Object.keys(step);
  if (!kind) {
    const first = keys[0] ?? '';
    return [
      yaml.problem(
        [...path, first],
        `"${first}" is no kind of step, expected one of ${verbs.join(', ')}.${didYouMean(first, verbs)}`,
      ),
    ];
  }
  if (other || keys.filter(key => kind.verbs.includes(key)).length > 1) {
    return [
      yaml.problem(
        path,
        `a step does one thing, and this one has ${keys.filter(key => verbs.includes(key)).join(' and ')}`,
      ),
    ];
  }
  const known = Object.keys((kind.schema as unknown as z.ZodObject).shape);
  const result = kind.schema.safeParse(step);
  if (!result.success) return schemaProblems(yaml, result.error, known, path);

  const { draw, as, save } = step as { draw?: object; as?: string; save?: object };
  for (const name of [
    ...Object.keys(draw ?? {}),
    ...(as === undefined ? [] : [as]),
    ...Object.keys(save ?? {}),
  ])
    context.names.add(name);
  if (step.each !== undefined && kind.nested && as === undefined) context.names.add('item');

  return [
    ...kind
      .names(step)
      .filter(({ service }) => !context.services.includes(service))
      .map(({ key, service }) =>
        yaml.problem(
          [...path, key],
          `there is no service "${service}" in this exercise, expected ${context.services.join(' or ')}.${didYouMean(service, context.services)}`,
        ),
      ),
    ...topicProblems(yaml, step, path, context),
    ...textProblems(yaml, step, path, context, kind.nested),
    ...(kind.nested ? stepProblems(yaml, step[kind.nested] as Step[], [...path, kind.nested], context) : []),
  ];
}

function topicProblems(yaml: YamlFile, step: Step, path: Path, { topics }: Context): Problem[] {
  return ['publish', 'events']
    .filter(key => typeof step[key] === 'string' && !topics.includes(step[key]))
    .map(key => {
      const name = step[key] as string;
      const expected =
        topics.length === 0
          ? 'the exercise declares no Kafka topics'
          : `expected ${topics.join(' or ')}.${didYouMean(name, topics)}`;
      return yaml.problem([...path, key], `there is no topic "${name}" in this exercise, ${expected}`);
    });
}

/** References to values that nothing drew or saved, and operators that do not exist. */
function textProblems(
  yaml: YamlFile,
  value: unknown,
  path: Path,
  context: Context,
  skip?: string,
): Problem[] {
  if (typeof value === 'string') {
    return references(value)
      .map(reference => reference.split('.')[0] as string)
      .filter(name => !context.names.has(name))
      .map(name =>
        yaml.problem(
          path,
          `nothing here is called "${name}": draw it or save it first.${didYouMean(name, [...context.names])}`,
        ),
      );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== skip)
    .flatMap(([key, inner]) => [
      ...(key.startsWith('$') && !OPERATOR_NAMES.includes(key)
        ? [yaml.problem([...path, key], `there is no operator "${key}".${didYouMean(key, OPERATOR_NAMES)}`)]
        : []),
      ...textProblems(yaml, inner, [...path, Array.isArray(value) ? Number(key) : key], context),
    ]);
}
