import { z } from 'zod';
import { kinds } from '../checks/kinds/registry.generated.ts';
import { ExamSchema } from './exams/schema.ts';
import { TopicSchema } from './questions/schema.ts';
import { ExerciseSchema, MutantSchema } from './schema.ts';

type Json = Record<string, unknown>;

const json = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
};

/** A step has exactly one of its kind's verbs. */
function stepSchema(kind: (typeof kinds)[number]): Json {
  const schema = json(kind.schema as z.ZodType) as { properties: Record<string, Json> };
  if ('nested' in kind && kind.nested) schema.properties[kind.nested] = { $ref: '#/$defs/steps' };
  for (const verb of kind.verbs)
    schema.properties[verb] = { ...schema.properties[verb], description: kind.about };
  return { ...schema, oneOf: kind.verbs.map(verb => ({ required: [verb] })) };
}

/** The schema of `exercise.yaml` for editors: made from what the program itself validates with. */
export function exerciseJsonSchema(): Json {
  const schema = json(ExerciseSchema) as { properties: { checks: { items: { properties: Json } } } };
  schema.properties.checks.items.properties.steps = { $ref: '#/$defs/steps' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'microlab exercise',
    ...schema,
    $defs: { steps: { type: 'array', minItems: 1, items: { anyOf: kinds.map(stepSchema) } } },
  };
}

const forEditors = (title: string, schema: z.ZodType): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title,
  ...json(schema),
});

/** The schema of `mutant.yaml` for editors. */
export const mutantJsonSchema = () => forEditors('microlab mutant', MutantSchema);

/** The schema of `questions/<topic>.yaml` for editors. */
export const questionsJsonSchema = () => forEditors('microlab questions', TopicSchema);

/** The schema of `exams/<id>.yaml` for editors. */
export const examJsonSchema = () => forEditors('microlab exam', ExamSchema);
