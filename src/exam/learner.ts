import type { ExamResult, QuestionResult, SectionResult } from '../report/grades/model.ts';

/**
 * The same result for the learner, without the key of the exam and what would give it away: how each question was
 * marked (an answer that is known to be right is the key), corrections of questions, and the seed, by which the papers
 * of others could be drawn. What was reached in each section and domain stays, and all of the exercises: what a check
 * expects stands in the task.
 */
export function forLearner(result: ExamResult): ExamResult {
  const questions = result.sections.flatMap(section => section.questions);
  const asked = new Set(questions.map(({ question }) => question));
  const corrections = result.corrections.filter(({ item }) => !asked.has(item));
  const hidden = result.corrections.length - corrections.length;
  return {
    ...result,
    audience: 'learner',
    seed: '',
    sections: result.sections.map(withoutKey),
    corrections,
    notes: [
      ...result.notes,
      ...unansweredNote(questions),
      ...questions.flatMap(({ question, problem }) => (problem === null ? [] : [`${question}: ${problem}`])),
      ...(hidden === 0
        ? []
        : [`By hand it was changed what ${counted(hidden)} ${hidden === 1 ? 'is' : 'are'} worth.`]),
    ],
  };
}

const withoutKey = (section: SectionResult): SectionResult => ({
  ...section,
  questions: [],
  exercises: section.exercises.map(exercise => ({
    ...exercise,
    report: exercise.report && { ...exercise.report, seed: '' },
  })),
});

function unansweredNote(questions: readonly QuestionResult[]): string[] {
  const count = questions.filter(({ status }) => status === 'unanswered').length;
  return count === 0 ? [] : [`Left without an answer: ${count} of ${counted(questions.length)}.`];
}

const counted = (count: number) => (count === 1 ? 'one question' : `${count} questions`);
