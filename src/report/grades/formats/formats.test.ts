import { readFileSync } from 'node:fs';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { learnerResult, richClass, richResult } from '../grades.fixture.ts';
import type { ClassReport, ExamResult, GradesFormat } from '../model.ts';
import { format as gradescope } from './gradescope.ts';
import { format as html } from './html.ts';
import { format as json } from './json.ts';
import { format as junit } from './junit.ts';
import { format as markdown } from './markdown.ts';
import { formats } from './registry.generated.ts';
import { format as text } from './text.ts';

const MIB = 1024 ** 2;
const huge = 'x<`|'.repeat(50_000);

/** The rich result with `answer` in place of one answer, and as the message and the actual value of a check. */
function said(answer: string): ExamResult {
  const [theory, practice] = richResult.sections as [
    (typeof richResult.sections)[0],
    (typeof richResult.sections)[0],
  ];
  return {
    ...richResult,
    notes: [answer],
    sections: [
      { ...theory, questions: theory.questions.map(one => ({ ...one, answer: [answer] })) },
      {
        ...practice,
        exercises: practice.exercises.map(one => ({
          ...one,
          reasons: [answer],
          report: one.report && {
            ...one.report,
            checks: one.report.checks.map(check => ({
              ...check,
              status: 'failed' as const,
              message: answer,
              expected: { a: 1 },
              actual: { a: answer },
            })),
          },
        })),
      },
    ],
  };
}
const classOf = (results: ExamResult[]): ClassReport => ({ ...richClass, results });

describe.each(Object.entries(formats))('%s', (name, load) => {
  it('renders everything that can happen', async () => {
    const { format }: { format: GradesFormat } = await load();
    expect(format.name).toBe(name);
    expect(format.one(richResult)).toMatchSnapshot();
    expect(format.one(learnerResult)).toMatchSnapshot();
    expect(format.all(richClass)).toMatchSnapshot();
  });

  it('renders an exam and a class that are empty', async () => {
    const { format }: { format: GradesFormat } = await load();
    const empty = { ...richResult, sections: [], domains: [], next: [], notes: [], corrections: [] };
    expect(format.one(empty)).not.toBe('');
    const { statistics } = richClass;
    const none = { mean: null, median: null, deviation: null, lowest: null, highest: null, items: [] };
    expect(
      format.all({ ...richClass, results: [], canary: null, statistics: { ...statistics, ...none } }),
    ).not.toBe('');
  });

  it('gives a learner nothing of the key', async () => {
    const { format }: { format: GradesFormat } = await load();
    const { question, solution, explanation } = richResult.sections[0]?.questions[0]?.key ?? {};
    for (const secret of [question, solution?.[0], explanation]) {
      expect(format.one(learnerResult)).not.toContain(secret);
    }
    expect(format.one(learnerResult)).not.toContain(richResult.seed);
  });
});

describe('json', () => {
  it('gives the results back as they were', () => {
    expect(JSON.parse(json.one(richResult))).toEqual(richResult);
    expect(JSON.parse(json.all(richClass))).toEqual(richClass);
  });
});

describe('junit', () => {
  const schema = readFileSync('test/fixtures/junit/junit-10.xsd', 'utf8');
  const errors = async (xml: string) => {
    const result = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [schema] });
    return result.errors.map(({ message }) => message);
  };

  it('keeps to the schema of the Jenkins plug-in', async () => {
    for (const xml of [junit.one(richResult), junit.one(learnerResult), junit.all(richClass)]) {
      expect(await errors(xml)).toEqual([]);
    }
    expect(await errors(junit.one(richResult).replaceAll(' name="', ' called="'))).not.toEqual([]);
  });

  it('counts a lost point as a failure, and what was not decided as an error', () => {
    const xml = junit.one(richResult);
    expect(xml.match(/<testsuite name="basic.theory"[^>]*>/)?.[0]).toMatch(
      /tests="5" failures="3" errors="0"/,
    );
    expect(xml.match(/<testsuite name="basic.practice"[^>]*>/)?.[0]).toMatch(
      /tests="10" failures="6" errors="2" skipped="1"/,
    );
    expect(xml).toContain('<property name="late" value="true"/>');
    expect(xml).toContain('name="corrected.rest-budget" value="100%: Three is right');
  });

  it('says where the machine itself could not be trusted', () => {
    const broken = { ...richClass, canary: { verdict: 'failed', text: 'no engine' } as const };
    expect(junit.all(broken)).toContain('<error message="no engine"');
    expect(junit.all(richClass)).not.toContain('type="passed"');
  });
});

describe('markdown', () => {
  it('fits a step summary, whatever is said and however many say it, and says what is missing', () => {
    const loud = said(huge);
    const many = markdown.all(classOf(Array.from({ length: 1500 }, () => loud)));
    expect(Buffer.byteLength(markdown.one(loud))).toBeLessThan(MIB);
    expect(Buffer.byteLength(many)).toBeLessThan(MIB);
    expect(many).toMatch(/more that would not fit here/);
    expect(markdown.all(richClass)).not.toMatch(/would not fit/);
  });

  it('renders to text alone: no HTML, link, picture or heading comes from a submission', async () => {
    const page = await marked.parse(markdown.all(richClass));
    const tags = new Set([...page.matchAll(/<(\w+)[ >]/g)].map(([, tag]) => tag));
    const ours = 'h2 h3 h4 h5 p table thead tbody tr th td ul li code pre strong em'.split(' ');
    expect([...tags].filter(tag => !ours.includes(tag ?? ''))).toEqual([]);
    expect(page).not.toMatch(/<h\d[^>]*>Passed/);
    expect(page).toContain('@everyone');
  });
});

describe('html', () => {
  const tagsOf = (page: string) => [...page.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)];

  it('has no script, no event handler, no address to load from, and a policy that allows none', () => {
    for (const page of [html.one(richResult), html.all(richClass), html.one(said(huge))]) {
      const names = new Set(tagsOf(page).map(([, name]) => name));
      for (const foreign of ['script', 'img', 'link', 'iframe', 'object', 'form', 'base']) {
        expect(names).not.toContain(foreign);
      }
      for (const [, , attributes = ''] of tagsOf(page)) {
        const bare = attributes.replaceAll(/"[^"]*"/g, '""');
        expect(bare).not.toMatch(/\s(on\w+|src|style|action|srcdoc)=/i);
      }
      const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target);
      expect(targets.filter(target => !target?.startsWith('#'))).toEqual([]);
      expect(page).toContain(
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-`,
      );
    }
  });

  it('names each lost point with its evidence', () => {
    const page = html.one(richResult);
    for (const words of [
      'What happened',
      'Why it matters',
      'Hint',
      'Expected (-) against actual (+)',
      'Actual',
      'Right answer',
    ]) {
      expect(page).toContain(`<dt>${words}</dt>`);
    }
  });

  it('puts those without a mark first, and says how to go on', () => {
    const page = html.all(richClass);
    expect(page.indexOf('1 submission without a mark')).toBeLessThan(page.indexOf('The class in numbers'));
    expect(page).toContain('<code>--resume</code>');
    expect(html.all({ ...richClass, canary: { verdict: 'failed', text: 'x' } })).toContain('not trusted');
  });
});

describe('gradescope', () => {
  type Test = { name: string; visibility: string; score?: number; max_score?: number; output?: string };
  type Results = { score?: number; visibility: string; stdout_visibility: string; tests: Test[] };
  const parsed = (result: ExamResult) => JSON.parse(gradescope.one(result)) as Results;

  it('shows nothing before the grades are published, and nothing of the key after it', () => {
    const results = parsed({ ...richResult, mark: 50, verdict: 'failed' });
    expect(results).toMatchObject({ visibility: 'after_published', stdout_visibility: 'hidden', score: 50 });
    const shown = results.tests.filter(({ visibility }) => visibility !== 'hidden');
    expect(new Set(shown.map(({ visibility }) => visibility))).toEqual(new Set(['after_published']));
    expect(JSON.stringify(shown)).not.toMatch(/read-only layer|RUN npm test|Alice|privileged/);
    expect(JSON.stringify(results.tests)).toMatch(/RUN npm test/);
  });

  it('gives each question and exercise its part of 100 points', () => {
    const { tests } = parsed({ ...richResult, mark: 50, verdict: 'failed' });
    const total = tests.reduce((sum, { max_score = 0 }) => sum + max_score, 0);
    // All but the exercise that was not decided, which has 2 of 5 parts of 60 points.
    expect(total).toBeCloseTo(100 - 24);
    expect(tests.find(({ name }) => name === 'Theory: containers-cache')).toMatchObject({
      score: 4,
      max_score: 8,
    });
  });

  it('has no score where there is no mark: never zero points', () => {
    const results = parsed(richResult);
    expect(results).not.toHaveProperty('score');
    expect(results.tests.filter(test => 'score' in test)).toEqual([]);
  });

  it('has one results.json for each submission of a class', () => {
    const all = JSON.parse(gradescope.all(richClass)) as Record<string, Results>;
    expect(Object.keys(all)).toHaveLength(3);
    expect(all['grace-hopper']?.score).toBe(82.5);
  });
});

describe('text', () => {
  it('holds no line that a CI server takes for a command, and no control character', () => {
    for (const page of [
      text.one(richResult),
      text.all(richClass),
      text.one(said('::warning::x\n ##[error]x')),
    ]) {
      expect(page).not.toMatch(/^\s*::/m);
      expect(page).not.toContain('##[');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may be left
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });
});
