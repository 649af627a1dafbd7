import type {
  ClassStatistics,
  ExamResult,
  ExerciseResult,
  ItemStatistics,
  SectionResult,
} from '../report/grades/model.ts';
import type { CheckResult } from '../report/model.ts';

/** How one submission did in one item: a question, or a check that was run. */
interface Scored extends Pick<ItemStatistics, 'id' | 'title' | 'kind' | 'tier'> {
  /** From 0 to 1. */
  share: number;
  failed: boolean;
  /** How much of the whole mark it carries, from 0 to 1. */
  weight: number;
}

/** With fewer marks than this, any two numbers seem to go together. */
const FEWEST = 3;
const LONGEST_TITLE = 80;

/**
 * What can be said of a class: of its marks, and of each item of the exam.
 * @param stretchOf how many percent of an exercise's share its stretch checks carry
 */
export function statisticsOf(
  results: readonly ExamResult[],
  stretchOf: (exercise: string) => number,
): ClassStatistics {
  const marks = results.flatMap(({ mark }) => mark ?? []).sort((a, b) => a - b);
  const count = (verdict: ExamResult['verdict']) => results.filter(one => one.verdict === verdict).length;
  return {
    submissions: results.length,
    passed: count('passed'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
    mean: marks.length === 0 ? null : rounded(meanOf(marks), 1),
    median: marks.length === 0 ? null : rounded(medianOf(marks), 1),
    deviation: marks.length === 0 ? null : rounded(deviationOf(marks), 1),
    lowest: marks[0] ?? null,
    highest: marks.at(-1) ?? null,
    distribution: Array.from(
      { length: 10 },
      (_, tenth) => marks.filter(mark => Math.min(9, Math.floor(mark / 10)) === tenth).length,
    ),
    items: itemStatistics(results, stretchOf),
  };
}

function itemStatistics(
  results: readonly ExamResult[],
  stretchOf: (exercise: string) => number,
): ItemStatistics[] {
  const byId = new Map<string, { item: Scored; mark: number | null }[]>();
  for (const { sections, mark } of results) {
    const counting = sections.filter(({ leftOut }) => !leftOut);
    for (const item of scoredIn(counting, stretchOf)) {
      const seen = byId.get(item.id) ?? [];
      seen.push({ item, mark });
      byId.set(item.id, seen);
    }
  }
  return [...byId].flatMap(([id, seen]) => {
    const [first] = seen;
    if (!first) return [];
    const { title, kind, tier } = first.item;
    return {
      id,
      title,
      kind,
      tier,
      asked: seen.length,
      difficulty: rounded(meanOf(seen.map(({ item }) => item.share)), 3),
      discrimination: discrimination(seen),
      failed: seen.filter(({ item }) => item.failed).length,
    };
  });
}

/** The correlation of an item with the rest of the mark: with the item in it, it would go along with itself. */
function discrimination(seen: readonly { item: Scored; mark: number | null }[]): number | null {
  const known = seen.flatMap(({ item, mark }) =>
    mark === null ? [] : { share: item.share, rest: mark / 100 - item.share * item.weight },
  );
  if (known.length < FEWEST) return null;
  const found = correlation(
    known.map(({ share }) => share),
    known.map(({ rest }) => rest),
  );
  return found === null ? null : rounded(found, 3);
}

/** Every item of a result that was decided, in the order of the exam. */
function scoredIn(sections: readonly SectionResult[], stretchOf: (exercise: string) => number): Scored[] {
  const whole = sum(sections.map(({ weight }) => weight));
  return sections.flatMap(({ weight, questions, exercises }) => {
    // Questions and exercises of a section carry half of it each.
    const parts = [questions, exercises].filter(part => part.length > 0).length;
    const part = weight / whole / parts;
    const weights = sum(exercises.map(one => one.weight));
    return [
      ...questions.map(({ question, topic, share, status, key }) => ({
        id: question,
        title: key ? shortened(key.question) : topic,
        kind: 'question' as const,
        tier: null,
        share,
        failed: status !== 'right' && status !== 'partly',
        weight: part / questions.length,
      })),
      ...exercises.flatMap(one =>
        checksOf(one, (part * one.weight) / weights, stretchOf(one.exercise) / 100),
      ),
    ];
  });
}

/** As much of a question as stands in a row of a table. */
function shortened(question: string): string {
  const [first = ''] = question.split('\n');
  return first.length > LONGEST_TITLE ? `${first.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : first;
}

/** The checks of an exercise that was run. One that was skipped earned nothing, and did not fail by itself. */
function checksOf({ exercise, report, core, stretch }: ExerciseResult, weight: number, stretchPart: number) {
  const parts = { core: stretch.possible === 0 ? 1 : 1 - stretchPart, stretch: stretchPart };
  const possible = { core: core.possible, stretch: stretch.possible };
  const decided = ({ status, points }: CheckResult) => status !== 'error' && points > 0;
  return (report?.checks ?? []).filter(decided).map(({ id, title, tier, status, points, earned }) => ({
    id: `${exercise}/${id}`,
    title,
    kind: 'check' as const,
    tier,
    share: earned / points,
    failed: status === 'failed',
    weight: possible[tier] === 0 ? 0 : (weight * parts[tier] * points) / possible[tier],
  }));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const meanOf = (numbers: readonly number[]) => sum(numbers) / numbers.length;
const rounded = (number: number, digits: number) => Math.round(number * 10 ** digits) / 10 ** digits;

/** @param sorted at least one number */
function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return meanOf(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

/** The standard deviation of a sample; of a single number it is 0. */
function deviationOf(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  const mean = meanOf(numbers);
  return Math.sqrt(sum(numbers.map(one => (one - mean) ** 2)) / (numbers.length - 1));
}

/** Pearson's, from -1 to 1; null where one side is the same everywhere. */
function correlation(left: readonly number[], right: readonly number[]): number | null {
  const away = (numbers: readonly number[]) => {
    const mean = meanOf(numbers);
    return numbers.map(one => one - mean);
  };
  const [a, b] = [away(left), away(right)];
  const together = sum(a.map((one, index) => one * (b[index] ?? 0)));
  const alone = Math.sqrt(sum(a.map(one => one ** 2)) * sum(b.map(one => one ** 2)));
  // What is left of rounding is no difference.
  return alone < 1e-9 ? null : together / alone;
}
