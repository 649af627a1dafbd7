import type { Exercise } from '../exercise.ts';
import type { Item } from '../questions/bank.ts';
import type { Exam } from './exam.ts';
import { poolOf } from './pool.ts';

/** What is counted of an exam. */
export interface ExamFigures {
  id: string;
  minutes: number;
  pass: number;
  /** Of its minutes: what the exercises need that always take part, and what the optional ones need beside them. */
  exerciseMinutes: { always: number; optional: number };
  sections: {
    id: string;
    weight: number;
    optional: boolean;
    /** How many are asked, and of how many they are named or drawn. */
    questions: number;
    of: number;
    exercises: readonly string[];
  }[];
}

export function figuresOf(
  { id, minutes, pass, sections }: Exam,
  items: readonly Item[],
  exercises: readonly Pick<Exercise, 'id' | 'minutes'>[],
): ExamFigures {
  const needed = (optional: boolean) =>
    sections
      .filter(section => section.optional === optional)
      .flatMap(section => section.exercises.map(one => exercises.find(other => other.id === one.exercise)))
      .reduce((sum, exercise) => sum + (exercise?.minutes ?? 0), 0);
  return {
    id,
    minutes,
    pass,
    exerciseMinutes: { always: needed(false), optional: needed(true) },
    sections: sections.map(section => ({
      id: section.id,
      weight: section.weight,
      optional: section.optional,
      questions: section.questions.reduce((sum, pick) => sum + (pick.ids?.length ?? pick.count ?? 0), 0),
      of: new Set(section.questions.flatMap(pick => pick.ids ?? poolOf(pick, items).map(one => one.id))).size,
      exercises: section.exercises.map(one => one.exercise),
    })),
  };
}
