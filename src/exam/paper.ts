import type { Exam } from '../content/exams/exam.ts';
import { fixedIds, poolOf } from '../content/exams/pool.ts';
import type { ExamSection } from '../content/exams/schema.ts';
import type { Item } from '../content/questions/bank.ts';
import { seeded } from '../platform/random.ts';
import { shuffled } from '../quiz/present.ts';

export type PaperExercise = ExamSection['exercises'][number];

export interface PaperSection extends Omit<ExamSection, 'questions'> {
  /** In the order in which they are asked. */
  questions: readonly Item[];
}

/** An exam as one learner gets it. How the options of a question are ordered is up to `present(item, seed)`. */
export interface Paper {
  exam: Exam;
  seed: string;
  sections: readonly PaperSection[];
}

/**
 * The same exam, questions and seed make the same paper; no question is in it twice. What a pick draws depends on the
 * picks before it only where they may draw the same questions.
 * @param items all questions that there are
 */
export function drawPaper(exam: Exam, items: readonly Item[], seed: string): Paper {
  const byId = new Map(items.map(item => [item.id, item]));
  const taken = fixedIds(exam.sections);
  const draw = (pick: ExamSection['questions'][number], name: string): Item[] => {
    if (pick.ids) return pick.ids.map(id => insist(byId.get(id), id));
    const pool = poolOf(pick, items)
      .filter(({ id }) => !taken.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const drawn = shuffled(pool, seeded(`paper:${seed}:${name}`)).slice(0, pick.count);
    for (const { id } of drawn) taken.add(id);
    return drawn;
  };
  const sections = exam.sections.map(section => ({
    ...section,
    questions: section.questions.flatMap((pick, at) => draw(pick, `${section.id}:${at}`)),
  }));
  return { exam, seed, sections };
}

function insist(item: Item | undefined, id: string): Item {
  if (!item) throw new Error(`no question ${id}`);
  return item;
}

/**
 * Why sections take no part in the mark, by their ids: the optional ones, where there is no cluster.
 * @param here what this machine has
 */
export function leftOutSections(
  { sections }: Pick<Paper, 'sections'>,
  here: { cluster: boolean },
): Record<string, string> {
  const left = sections.filter(({ needs, optional }) => optional && needs === 'cluster' && !here.cluster);
  return Object.fromEntries(
    left.map(({ id }) => [id, 'Its exercises need a cluster, and there is none here.']),
  );
}
