import { inWords } from '../../platform/duration.ts';
import { type Layout, labelled, noteLines, signed } from '../lines.ts';
import { wrap } from '../wrap.ts';
import { clean, type Fact } from './evidence.ts';
import { type GradedItem, itemsOf, OUTCOMES } from './items.ts';
import type { ClassReport, ExamResult, SectionResult } from './model.ts';
import {
  counted,
  EXAM_VERDICTS,
  markText,
  oneDecimal,
  percent,
  reachedIn,
  remarks,
  seedText,
} from './words.ts';

const INDENT = '    ';
const MOST = 10;

/** The result of an exam for a person at a terminal: the mark, each section with what was lost and why, what to study next. */
export function resultLines(result: ExamResult, layout: Layout): string[] {
  const { exam, submission, seed, microlab, digests, notes, durationMs } = result;
  const { paint, width } = layout;
  const facts = [`submission ${clean(submission.id, 200)}`, seedText(seed), `pass mark ${exam.pass}%`];
  return [
    ...wrap(exam.title, width).map(paint.strong),
    ...wrap(facts.filter(Boolean).join(', '), width).map(paint.dim),
    '',
    ...verdictLines(result, layout),
    ...result.corrections.flatMap(({ item, share, reason }) =>
      noteLines(`${item} was corrected by hand to ${percent(share)}: ${clean(reason)}`, layout),
    ),
    ...result.sections.flatMap(section => sectionLines(section, result, layout)),
    ...domainLines(result, layout),
    ...nextLines(result, layout),
    ...notes.flatMap(note => noteLines(clean(note), layout)),
    '',
    ...wrap(
      `Graded by microlab ${microlab} in ${inWords(durationMs)}. Exam ${short(digests.exam)}, checks ${short(digests.checks)}, submission ${short(digests.submission)}.`,
      width,
    ).map(paint.dim),
  ];
}

/** A class for a person at a terminal: what needs a look first, the numbers, then a line a submission. */
export function classLines(report: ClassReport, layout: Layout): string[] {
  const { exam, results, statistics: s, canary, seed, seedPerSubmission } = report;
  const { paint, width } = layout;
  const seeds = seed && `${seedText(seed)}${seedPerSubmission ? " with each submission's id" : ''}`;
  return [
    ...wrap(`${exam.title}: ${counted(s.submissions, 'submission')}`, width).map(paint.strong),
    ...wrap([seeds, `pass mark ${exam.pass}%`].filter(Boolean).join(', '), width).map(paint.dim),
    '',
    ...(canary === null
      ? []
      : signed(
          { ...EXAM_VERDICTS[canary.verdict] },
          `known-good submission: ${clean(canary.text)}`,
          '',
          layout,
        )),
    ...wrap(`${s.passed} passed, ${s.failed} failed, ${s.inconclusive} inconclusive.`, width),
    ...(s.mean === null ? [] : wrap(spread(report), width)),
    '',
    ...results.flatMap(result => verdictLines(result, layout, clean(result.submission.id, 200))),
    ...mostFailedLines(report, layout),
  ];
}

/** Mean, median, deviation, lowest and highest mark, in a sentence. */
function spread({ statistics: { mean, median, deviation, lowest, highest } }: ClassReport): string {
  const value = (number: number | null) => (number === null ? 'unknown' : oneDecimal(number));
  return `Marks in percent: mean ${value(mean)}, median ${value(median)}, deviation ${value(deviation)}, from ${value(lowest)} to ${value(highest)}.`;
}

function verdictLines(result: ExamResult, layout: Layout, name = ''): string[] {
  const { verdict, mark } = result;
  const { symbol, word, tone, meaning } = EXAM_VERDICTS[verdict];
  const remark = remarks(result).join(', ');
  if (name === '') {
    return [
      `${layout.paint[tone](`${symbol} ${word.toUpperCase()}`)} ${[markText(mark), remark].filter(Boolean).join(', ')}`,
      ...wrap(meaning, layout.width),
    ];
  }
  return signed(
    { symbol, word: word.padEnd(13), tone },
    `${markText(mark).padStart(7)}  ${name}`,
    remark && `(${remark})`,
    layout,
  );
}

function sectionLines(section: SectionResult, result: ExamResult, layout: Layout): string[] {
  return [
    '',
    layout.paint.strong(`${section.title}: ${reachedIn(section)}`),
    ...itemsOf(section, result).flatMap(item => [
      ...itemLines(item, layout),
      ...item.checks.flatMap(check => itemLines(check, layout)),
    ]),
  ];
}

function itemLines(item: GradedItem, layout: Layout): string[] {
  const { outcome, title, status, about, facts } = item;
  const words = { reached: 'reached', lost: 'lost', undecided: 'unknown', skipped: 'skipped' };
  const sign = { ...OUTCOMES[outcome], word: words[outcome] };
  const remark = [about, item.kind === 'check' ? '' : status].filter(Boolean).join('; ');
  const shown = outcome === 'reached' && item.correction === null ? [] : facts;
  const lines = shown.flatMap(fact => factLinesOf(fact, layout));
  return [...signed(sign, title, remark && `(${remark})`, layout), ...lines];
}

function factLinesOf(fact: Fact, layout: Layout): string[] {
  if (fact.form !== 'difference') return labelled(fact.label, fact.text, layout);
  const { paint, width } = layout;
  const tones = { '-': paint.good, '+': paint.bad, ' ': paint.dim };
  const room = width - INDENT.length - 2;
  const cut = (text: string) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);
  return [
    `${INDENT}${paint.strong(`${fact.label}:`)}`,
    ...fact.lines.map(({ sign, text }) => `${INDENT}${tones[sign](`${sign} ${cut(text)}`)}`.trimEnd()),
  ];
}

function domainLines({ domains }: ExamResult, { paint, width }: Layout): string[] {
  if (domains.length === 0) return [];
  const rows = domains.map(({ title, kind, earned, possible }) => {
    const all = counted(possible, kind === 'topic' ? 'question' : 'point');
    return `  ${oneDecimal(earned)} of ${all}: ${title}`;
  });
  return ['', paint.strong('What was reached, by domain'), ...rows.flatMap(row => wrap(row, width))];
}

function nextLines({ next }: ExamResult, { paint, width }: Layout): string[] {
  if (next.length === 0) return [];
  return [
    '',
    paint.strong('What to study next'),
    ...next.flatMap(({ text, command }) => [...wrap(`  ${text}`, width), `    ${paint.code(command)}`]),
  ];
}

function mostFailedLines({ statistics }: ClassReport, { paint, width }: Layout): string[] {
  const rows = statistics.items.filter(({ failed }) => failed > 0).toSorted((a, b) => b.failed - a.failed);
  if (rows.length === 0) return [];
  return [
    '',
    paint.strong('Most often wrong'),
    ...rows
      .slice(0, MOST)
      .flatMap(({ failed, asked, id, title }) =>
        wrap(`  ${failed} of ${asked}  ${title}${title === id ? '' : ` (${id})`}`, width),
      ),
  ];
}

const short = (digest: string) => digest.slice(0, 12);
