import junit, { type Builder, type TestSuite } from 'junit-report-builder';
import { withoutCdataEnd } from '../../printable.ts';
import { clean, factLines } from '../evidence.ts';
import { flatItems, type GradedItem, itemsOf, summaryOf } from '../items.ts';
import type { ExamResult, GradesFormat, SectionResult } from '../model.ts';
import { markText, percent, reachedIn } from '../words.ts';

// The package's types name the module, its code gives the builder.
const newBuilder = () => (junit as unknown as Builder).newBuilder();

/**
 * For CI servers. A suite per section, or per submission where there are several; a test case per question and per check.
 * A lost point is a failure, what could not be decided is an error.
 */
export const format: GradesFormat = {
  name: 'junit',
  ending: 'xml',

  one(result) {
    const builder = newBuilder().name(result.exam.id);
    for (const section of result.sections) {
      const suite = builder.testSuite().name(`${result.exam.id}.${section.id}`);
      properties(suite, { ...facts(result), ...sectionFacts(section) });
      for (const item of flatItems(itemsOf(section, result))) {
        testCase(suite, `${result.exam.id}.${section.id}`, item);
      }
    }
    return xml(builder);
  },

  all({ exam, results, canary, seed, seedPerSubmission }) {
    const builder = newBuilder().name(exam.id);
    if (canary !== null) {
      const test = builder.testSuite().name('known-good submission').testCase();
      test.className(exam.id).name('is graded as passed');
      if (canary.verdict !== 'passed') test.error(clean(canary.text), canary.verdict);
    }
    for (const result of results) {
      const name = clean(result.submission.id, 200);
      const suite = builder.testSuite().name(name).time(seconds(result.durationMs));
      properties(suite, { ...facts(result), class_seed: seed, seed_per_submission: seedPerSubmission });
      for (const section of result.sections) {
        for (const item of flatItems(itemsOf(section, result)))
          testCase(suite, `${name}.${section.id}`, item);
      }
    }
    return xml(builder);
  },
};

function testCase(suite: TestSuite, className: string, item: GradedItem): void {
  const { outcome, status, about, facts, durationMs, correction } = item;
  const test = suite.testCase().className(className).name(nameOf(item));
  if (durationMs !== null) test.time(seconds(durationMs));
  const text = withoutCdataEnd([about, ...factLines(facts)].filter(Boolean).join('\n'));
  if (outcome === 'lost') test.failure(summaryOf(item), status).stacktrace(text);
  if (outcome === 'undecided') test.error(summaryOf(item), status, text);
  if (outcome === 'skipped') test.skipped().standardOutput(text);
  if (outcome === 'reached' && correction !== null) test.standardOutput(text);
}

/** A check's title may be that of another exercise's check: its id is said too. */
const nameOf = ({ title, id, kind }: GradedItem) => (kind === 'check' ? `${title} (${id})` : title);

function facts({
  exam,
  submission,
  verdict,
  mark,
  seed,
  audience,
  corrections,
  digests,
  microlab,
}: ExamResult) {
  return {
    submission: clean(submission.id, 200),
    verdict,
    mark: markText(mark),
    pass: `${exam.pass}%`,
    late: submission.late,
    submitted: submission.submittedAt ?? 'unknown',
    audience,
    seed,
    ...Object.fromEntries(
      corrections.map(({ item, share, reason }) => [
        `corrected.${item}`,
        clean(`${percent(share)}: ${reason}`),
      ]),
    ),
    'digest.exam': digests.exam,
    'digest.checks': digests.checks,
    'digest.submission': digests.submission,
    microlab,
  };
}

const sectionFacts = (section: SectionResult) => ({
  section: reachedIn(section),
  weight: section.weight,
});

function properties(suite: TestSuite, values: Record<string, string | number | boolean>): void {
  for (const [name, value] of Object.entries(values)) suite.property(name, String(value));
}

const seconds = (ms: number) => ms / 1000;

/** The builder counts what was skipped in the root too, where the schema of the Jenkins plug-in has no such attribute. */
const xml = (builder: Builder) =>
  `${builder
    .build()
    .trimEnd()
    .replace(/(<testsuites [^>]*) skipped="\d+"/, '$1')}\n`;
