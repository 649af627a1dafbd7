import { z } from 'zod';
import { LEVELS, PRINCIPLES } from '../principles.ts';
import { Id, Text } from '../schema.ts';

/** `basic-3`: the third theory question of the basic part of the course's source. */
const Covers = z
  .string()
  .regex(/^(basic|intermediate|advanced)-([1-9]|10)$/, 'expected a question of the course, such as basic-3');

const Listing = z.strictObject({
  language: z.enum(['python', 'yaml', 'dockerfile', 'json', 'bash', 'http', 'promql', 'text', 'proto']),
  text: z.string().min(1, 'expected some lines'),
});

/** What every question has. */
const common = {
  id: Id,
  level: z.enum(LEVELS),
  covers: Covers.optional(),
  principle: z.enum(PRINCIPLES),
  question: Text,
  explanation: Text,
  source: Text,
  exercise: Id.optional(),
};
const shown = { ...common, code: Listing.optional() };

const Choice = z.union([
  z.strictObject({ text: Text, right: z.literal(true), why: Text.optional() }),
  z.strictObject({ text: Text, why: Text }),
]);
const choices = z.array(Choice).min(3, 'expected at least three choices').max(7);
const rightOnes = (list: readonly z.infer<typeof Choice>[]) => list.filter(one => 'right' in one).length;

const QuestionSchema = z.discriminatedUnion('kind', [
  /** One of several is right. */
  z.strictObject({
    ...shown,
    kind: z.literal('choice'),
    choices: choices.refine(list => rightOnes(list) === 1, 'expected exactly one choice with "right: true"'),
  }),
  /** Some of several are right. */
  z.strictObject({
    ...shown,
    kind: z.literal('choices'),
    choices: choices.refine(
      list => rightOnes(list) >= 2 && rightOnes(list) < list.length,
      'expected at least two choices with "right: true", and at least one without',
    ),
  }),
  /** Steps, written in their right order. */
  z.strictObject({
    ...shown,
    kind: z.literal('order'),
    steps: z.array(Text).min(3, 'expected at least three steps').max(7),
  }),
  /** What belongs together. */
  z.strictObject({
    ...shown,
    kind: z.literal('match'),
    pairs: z
      .array(z.strictObject({ left: Text, right: Text }))
      .min(3, 'expected at least three pairs')
      .max(6),
  }),
  z.strictObject({
    ...shown,
    kind: z.literal('number'),
    answer: z.number(),
    /** How far an answer may be off, in the answer's own unit. */
    within: z.number().positive().optional(),
    unit: Text.optional(),
    near: z
      .array(z.strictObject({ answer: z.number(), why: Text }))
      .min(1, 'expected at least one near miss'),
  }),
  /** A few words. */
  z.strictObject({
    ...shown,
    kind: z.literal('text'),
    accept: z.array(Text).min(1, 'expected at least one answer'),
    near: z
      .array(z.strictObject({ answers: z.array(Text).min(1), why: Text }))
      .min(1, 'expected at least one near miss'),
  }),
  /** One line of a listing is wrong: the learner marks it. */
  z.strictObject({
    ...common,
    kind: z.literal('fault'),
    code: Listing,
    /** The text of the wrong line, without the spaces around it. */
    fault: Text,
    /** Lines that look wrong, and why they are right. */
    decoys: z.array(z.strictObject({ line: Text, why: Text })).min(1, 'expected at least one decoy'),
  }),
  /** A question to recall: one reads the answer and rates oneself by its points. */
  z.strictObject({
    ...common,
    kind: z.literal('card'),
    answer: Text,
    points: z.array(Text).min(2, 'expected at least two points').max(8),
  }),
]);

/** `questions/<topic>.yaml`, as docs/authoring.md describes it. */
export const TopicSchema = z.strictObject({
  topic: Id,
  title: Text,
  about: Text,
  questions: z.array(QuestionSchema).min(1, 'expected at least one question'),
});

export type Question = z.infer<typeof QuestionSchema>;
