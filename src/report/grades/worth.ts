import type { ExamResult, SectionResult } from './model.ts';

/** What an item is worth, and what was got for it (null: not decided), in points of the whole exam, which has 100. */
export interface Worth {
  earned: number | null;
  possible: number;
}

/**
 * The questions and exercises of an exam by their ids. Questions of a section weigh alike, exercises by their weight; a section
 * that has both gives half of its points to each part.
 */
export function worths({ sections: all, corrections }: ExamResult): Map<string, Worth> {
  const sections = all.filter(({ leftOut }) => !leftOut);
  const total = sum(sections.map(({ weight }) => weight));
  const corrected = new Map(corrections.map(({ item, share }) => [item, share]));
  return new Map(
    sections.flatMap(section => {
      const points = total === 0 ? 0 : (100 * section.weight) / total;
      return itemWeights(section).map(({ id, share, part }) => {
        const final = corrected.get(id) ?? share;
        const possible = points * part;
        return [id, { earned: final === null ? null : possible * final, possible }] as const;
      });
    }),
  );
}

function itemWeights({ questions, exercises }: SectionResult) {
  const half = questions.length > 0 && exercises.length > 0 ? 0.5 : 1;
  const weight = sum(exercises.map(exercise => exercise.weight));
  return [
    ...questions.map(one => ({ id: one.question, share: one.share, part: half / questions.length })),
    ...exercises.map(one => ({
      id: one.exercise,
      share: one.share,
      part: weight === 0 ? 0 : (half * one.weight) / weight,
    })),
  ];
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
