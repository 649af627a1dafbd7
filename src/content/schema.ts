import { z } from 'zod';
import { Duration } from '../checks/observe.ts';
import { DrawSchema } from '../checks/values.ts';
import { RUNTIME_NAMES } from '../runtimes/runtime.ts';
import { LEVELS, SOLID } from './principles.ts';

export const Id = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'expected lower-case words joined by hyphens, such as user-service',
  );
export const Text = z.string().trim().min(1, 'expected some text');
const Variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'expected the name of a variable, such as USER_SERVICE_URL');

/** Steps are validated by the kind that their key names: see steps.ts. */
const StepsSchema = z.array(z.record(z.string(), z.unknown())).min(1, 'expected at least one step');

const ServiceSchema = z.strictObject({
  port: z.int().min(1).max(65535),
  /** The port of its Service in a cluster, where it is another. */
  servicePort: z.int().min(1).max(65535).optional(),
  uses: z.record(z.string(), Variable).default({}),
  env: z.record(Variable, z.string()).default({}),
  orElse: Id.optional(),
  files: z.record(Variable, z.string().startsWith('/')).default({}),
  healthEvery: Duration.optional(),
});

const CheckSchema = z.strictObject({
  id: Id,
  title: Text,
  tier: z.enum(['core', 'stretch']),
  points: z.int().min(1).max(100),
  why: Text,
  hint: Text,
  needs: z.array(z.string()).default([]),
  /** It races with a time of the contract, such as a recovery time: on a machine that stood still, none of its faults proves anything. */
  timed: z.boolean().optional(),
  draw: DrawSchema.default({}),
  steps: StepsSchema,
});

/** `exercise.yaml`, as docs/authoring.md describes it. */
export const ExerciseSchema = z.strictObject({
  id: Id,
  title: Text,
  summary: Text,
  level: z.enum(LEVELS),
  principles: z.array(z.enum(SOLID)).min(1),
  minutes: z.int().min(1).max(600),
  order: z.number(),
  services: z
    .record(Id, ServiceSchema)
    .refine(services => Object.keys(services).length > 0, 'expected at least one service'),
  kafka: z.strictObject({ topics: z.array(Text).min(1) }).optional(),
  /** Where it can run, in the order in which they are preferred. */
  runtimes: z.array(z.enum(RUNTIME_NAMES)).min(1).default(['docker', 'local']),
  mesh: z.boolean().default(false),
  ready: Duration.default('30s'),
  checks: z.array(CheckSchema).min(1, 'expected at least one check'),
});

/** `mutant.yaml`: a wrong solution, and the check that must catch it. */
export const MutantSchema = z.strictObject({
  wrong: Text,
  caughtBy: z.string(),
  /** A part of the message that the learner must read there: the reason, in words that do not change with the seed. */
  says: Text.optional(),
  follows: z.array(z.string()).default([]),
  removes: z.array(z.string()).default([]),
});

export type ExerciseFile = z.infer<typeof ExerciseSchema>;
export type Check = ExerciseFile['checks'][number];
