import { clean, factLines } from '../evidence.ts';
import { type GradedItem, itemsOf } from '../items.ts';
import type { ExamResult, GradesFormat } from '../model.ts';
import { EXAM_VERDICTS, markText, remarks } from '../words.ts';
import { type Worth, worths } from '../worth.ts';

type Visibility = 'after_published' | 'hidden';

interface Test {
  name: string;
  number: string;
  status?: 'passed' | 'failed';
  score?: number;
  max_score?: number;
  output?: string;
  visibility: Visibility;
}

/**
 * Gradescope's results.json, for an assignment of 100 points. Nothing is shown before the teacher publishes the grades: whoever
 * may hand in again would find the key by trying. What a teacher's report knows of the key and of the evidence is hidden for good.
 * A result without a mark has no score, so that Gradescope asks for another run instead of giving zero points.
 */
export const format: GradesFormat = {
  name: 'gradescope',
  ending: 'json',
  one: result => `${JSON.stringify(results(result), null, 2)}\n`,
  /** One results.json for each submission, by its id: Gradescope takes them one by one. */
  all: ({ results: all }) =>
    `${JSON.stringify(Object.fromEntries(all.map(one => [one.submission.id, results(one)])), null, 2)}\n`,
};

function results(result: ExamResult) {
  const { exam, submission, seed, verdict, mark, notes, digests, microlab, durationMs, corrections } = result;
  const worth = worths(result);
  const output = [
    `${exam.title}: ${EXAM_VERDICTS[verdict].word}, ${[markText(mark), ...remarks(result)].join(', ')}.`,
    EXAM_VERDICTS[verdict].meaning,
    ...result.next.map(({ text, command }) => `${text} ${command}`),
    ...notes.map(note => `Note: ${clean(note)}`),
  ];
  return {
    ...(mark === null ? {} : { score: mark }),
    execution_time: Math.round(durationMs / 1000),
    output: output.join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    test_name_format: 'text',
    visibility: 'after_published',
    stdout_visibility: 'hidden',
    tests: result.sections.flatMap((section, at) =>
      itemsOf(section, result).flatMap((item, index) =>
        testsOf(item, `${at + 1}.${index + 1}`, section.title, worth.get(item.id), result),
      ),
    ),
    extra_data: {
      microlab,
      verdict,
      late: submission.late,
      corrected: corrections.length,
      // The seed draws the questions: in a teacher's report it is part of the key.
      ...(result.audience === 'teacher' ? { seed } : {}),
      digests,
    },
  };
}

/** An item, its checks, and for a teacher what only they may see. */
function testsOf(
  item: GradedItem,
  number: string,
  section: string,
  worth: Worth | undefined,
  { audience, mark }: ExamResult,
): Test[] {
  const name = `${section}: ${item.title}`;
  const points =
    worth && worth.earned !== null && mark !== null
      ? { score: hundredths(worth.earned), max_score: hundredths(worth.possible) }
      : {};
  const shown = (one: GradedItem, title: string, at: string): Test => ({
    name: title,
    number: at,
    ...statusOf(one),
    ...(one === item ? points : {}),
    output: [
      [one.status, one.about].filter(Boolean).join('; '),
      ...(audience === 'learner' ? factLines(one.facts) : []),
    ].join('\n'),
    visibility: 'after_published',
  });
  const hidden = (one: GradedItem, title: string, at: string): Test[] =>
    audience === 'learner' || one.facts.length === 0
      ? []
      : [
          {
            name: `${title} (for the teacher)`,
            number: `${at}.t`,
            output: factLines(one.facts).join('\n'),
            visibility: 'hidden',
          },
        ];
  return [
    shown(item, name, number),
    ...hidden(item, name, number),
    ...item.checks.flatMap((check, at) => [
      shown(check, check.title, `${number}.${at + 1}`),
      ...hidden(check, check.title, `${number}.${at + 1}`),
    ]),
  ];
}

/** What was not decided is neither. */
function statusOf({ outcome }: GradedItem): Pick<Test, 'status'> {
  if (outcome === 'reached') return { status: 'passed' };
  return outcome === 'lost' ? { status: 'failed' } : {};
}

const hundredths = (points: number) => Math.round(points * 100) / 100;
