import { z } from 'zod';
import { LEVELS } from '../principles.ts';
import { Id, Text } from '../schema.ts';

const Weight = z.number().positive('expected a number above 0');

/** Kinds of questions that a machine can mark: a card one rates oneself. */
const KINDS = ['choice', 'choices', 'order', 'match', 'number', 'text', 'fault'] as const;

const PickSchema = z
  .strictObject({
    /** These questions, in this order. */
    ids: z.array(Id).min(1, 'expected at least one question').optional(),
    /** Or so many of those that match; a filter that is left out lets all through. */
    count: z.int().min(1).max(200).optional(),
    topics: z.array(Id).min(1, 'expected at least one topic').optional(),
    levels: z.array(z.enum(LEVELS)).min(1, 'expected at least one level').optional(),
    kinds: z.array(z.enum(KINDS)).min(1, 'expected at least one kind').optional(),
  })
  .refine(
    ({ ids, ...drawn }) => (ids === undefined) !== (drawn.count === undefined),
    'expected either `ids` (these questions) or `count` (so many, drawn)',
  )
  .refine(
    ({ ids, topics, levels, kinds }) => !ids || !(topics ?? levels ?? kinds),
    '`ids` names its questions: `topics`, `levels` and `kinds` are for questions that are drawn',
  );

const ExamExerciseSchema = z.strictObject({
  exercise: Id,
  weight: Weight.default(1),
  /** How many percent of its share the stretch checks carry; the core checks carry the rest. */
  stretch: z.int().min(0).max(100).default(20),
});

const SectionSchema = z
  .strictObject({
    id: Id,
    title: Text,
    weight: Weight,
    /** What a machine must have, beyond Docker, for its exercises to be verified. */
    needs: z.enum(['cluster']).optional(),
    /** Left out of the mark on a machine that lacks it. */
    optional: z.boolean().default(false),
    questions: z.array(PickSchema).default([]),
    exercises: z.array(ExamExerciseSchema).default([]),
  })
  .refine(
    ({ questions, exercises }) => questions.length + exercises.length > 0,
    'expected `questions`, `exercises` or both',
  )
  .refine(
    ({ needs, optional }) => needs !== undefined || !optional,
    'a section is optional where a machine may lack what it needs: expected `needs: cluster` too',
  )
  .refine(
    ({ needs, questions }) => needs === undefined || questions.length === 0,
    'what a section needs is for its exercises: put the questions into a section of their own',
  );

/** `exams/<id>.yaml`, as docs/authoring.md describes it. */
export const ExamSchema = z.strictObject({
  id: Id,
  title: Text,
  summary: Text,
  level: z.enum([...LEVELS, 'mixed']),
  minutes: z.int().min(1).max(600),
  /** Percent. */
  pass: z.number().min(0).max(100),
  sections: z
    .array(SectionSchema)
    .min(1, 'expected at least one section')
    .refine(
      sections => sections.some(({ optional }) => !optional),
      'expected a section that is not optional',
    ),
  /** Base images that submissions may start from, beside the built-in list. */
  images: z
    .array(z.string().regex(/^[a-z0-9]\S*$/, 'expected the name of an image, such as python:3.13-slim'))
    .default([]),
});

export type ExamFile = z.infer<typeof ExamSchema>;
export type ExamSection = ExamFile['sections'][number];
export type Pick = ExamSection['questions'][number];
