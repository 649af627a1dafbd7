import { safe, table } from '../../marked-up.ts';
import { clean } from '../evidence.ts';
import { flatItems, type GradedItem, itemsOf, OUTCOMES } from '../items.ts';
import { factBlock, fitting, safeProse } from '../marked-up.ts';
import type { ClassReport, ExamResult, GradesFormat } from '../model.ts';
import { counted, EXAM_VERDICTS, markText, oneDecimal, reachedIn, remarks, seedText } from '../words.ts';

/** A step summary on GitHub holds 1 MiB: somewhat less, for other lines beside ours. */
const LIMIT = 1_000_000;
const MOST = 15;
/** More rows of a table than anybody reads. */
const MAX_ROWS = 1000;

/** For job summaries and merge requests: what is too long for one is left out at the end, and that is said. */
export const format: GradesFormat = {
  name: 'markdown',
  ending: 'md',
  one: result => fitting(resultBlocks(result, 2), LIMIT, LEFT_OUT),
  all: report => fitting(classBlocks(report), LIMIT, LEFT_OUT),
};

const LEFT_OUT = '*There is more that would not fit here. The formats html and json have all of it.*';

const name = ({ submission }: ExamResult) => safe(clean(submission.id, 200));
const verdict = (of: ExamResult['verdict']) => `${EXAM_VERDICTS[of].symbol} ${EXAM_VERDICTS[of].word}`;

function resultBlocks(result: ExamResult, level: number): string[] {
  const { exam, seed, sections, domains, next, notes, digests, microlab } = result;
  const heading = (deeper: number, text: string) => `${'#'.repeat(level + deeper)} ${text}`;
  const remark = remarks(result).map(text => `, **${text}**`);
  return [
    heading(0, `${name(result)}: ${verdict(result.verdict)}, ${markText(result.mark)}${remark.join('')}`),
    `${EXAM_VERDICTS[result.verdict].meaning} ${[safe(exam.title), `pass mark ${exam.pass}%`, seedText(seed, '`')].filter(Boolean).join(', ')}.`,
    table(
      ['section', 'weight', 'reached'],
      sections.map(section => [
        safe(section.title),
        String(section.weight),
        `${section.share === null && !section.leftOut ? '? ' : ''}${reachedIn(section)}`,
      ]),
    ),
    ...notes.map(note => `- ${safe(clean(note))}`),
    ...(next.length === 0
      ? []
      : [
          heading(1, 'What to study next'),
          next.map(({ text, command }) => `- ${safeProse(text)} \`${command}\``).join('\n'),
        ]),
    ...(domains.length === 0
      ? []
      : [
          table(
            ['domain', 'reached'],
            domains.map(({ title, earned, possible }) => [
              safe(title),
              `${oneDecimal(earned)} of ${possible}`,
            ]),
          ),
        ]),
    ...sections.flatMap(section => {
      const items = flatItems(itemsOf(section, result));
      return [
        heading(1, safe(section.title)),
        table(
          ['', 'what', 'how it ended', ''],
          items.map(item => [
            OUTCOMES[item.outcome].symbol,
            safe(item.title),
            safe(item.status + (item.correction === null ? '' : ', corrected by hand')),
            safe(item.about),
          ]),
        ),
        ...items
          .filter(told)
          .flatMap(item => [`${heading(2, safe(item.title))}\n\n${item.facts.map(factBlock).join('\n\n')}`]),
      ];
    }),
    `Graded by microlab ${microlab}. Exam \`${digests.exam}\`, checks \`${digests.checks}\`, submission \`${digests.submission}\`.`,
  ];
}

/** Is there something to say beside its row of the table? */
const told = ({ outcome, facts, correction }: GradedItem) =>
  facts.length > 0 && (outcome !== 'reached' || correction !== null);

function* classBlocks(report: ClassReport): Generator<string> {
  const { exam, results, statistics: s, canary, seed, seedPerSubmission } = report;
  const drawn = seedPerSubmission ? " with each submission's id" : '';
  const facts = [`pass mark ${exam.pass}%`, seed && `${seedText(seed, '`')}${drawn}`].filter(Boolean);
  const number = (value: number | null) => (value === null ? '' : oneDecimal(value));
  yield `## ${safe(exam.title)}: ${counted(s.submissions, 'submission')}`;
  yield `${s.passed} passed, ${s.failed} failed, ${s.inconclusive} inconclusive; ${facts.join(', ')}.`;
  if (canary !== null) {
    yield `Known-good submission, graded first: ${verdict(canary.verdict)}. ${safe(clean(canary.text))}`;
  }
  if (s.mean !== null) {
    yield table(
      ['mean', 'median', 'deviation', 'lowest', 'highest'],
      [[s.mean, s.median, s.deviation, s.lowest, s.highest].map(number)],
    );
    yield distribution(s.distribution);
  }
  yield* gradebook(results);
  yield* itemBlocks(report);
  for (const result of results) yield* resultBlocks(result, 3);
}

/** A bar of characters for each tenth: a picture that needs no picture. */
function distribution(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return table(
    ['marks', 'submissions', ''],
    counts.map((count, tenth) => [
      `${tenth * 10} to ${tenth === counts.length - 1 ? 100 : `below ${tenth * 10 + 10}`}`,
      String(count),
      '█'.repeat(Math.round((20 * count) / most)),
    ]),
  );
}

function gradebook(results: readonly ExamResult[]): string[] {
  const rows = results
    .slice(0, MAX_ROWS)
    .map(result => [
      name(result),
      verdict(result.verdict),
      markText(result.mark),
      remarks(result).join(', '),
    ]);
  const more = results.length - rows.length;
  return [
    '### Marks',
    table(['submission', 'verdict', 'mark', ''], rows),
    ...(more > 0 ? [`*${counted(more, 'submission')} more: see gradebook.csv.*`] : []),
  ];
}

function itemBlocks({ statistics }: ClassReport): string[] {
  const wrong = statistics.items.filter(({ failed }) => failed > 0).toSorted((a, b) => b.failed - a.failed);
  if (wrong.length === 0) return [];
  return [
    '### Most often wrong',
    'Difficulty is the share that was reached on average: 1 is an item that everybody got right. Discrimination says how well an item goes together with the rest of the mark, from -1 to 1.',
    table(
      ['item', 'wrong', 'difficulty', 'discrimination'],
      wrong
        .slice(0, MOST)
        .map(({ title, failed, asked, difficulty, discrimination }) => [
          safe(title),
          `${failed} of ${asked}`,
          difficulty.toFixed(2),
          discrimination === null ? '' : discrimination.toFixed(2),
        ]),
    ),
  ];
}
