import { clean } from '../evidence.ts';
import { itemsOf, summaryOf } from '../items.ts';
import type { ClassReport, ExamResult, ItemStatistics } from '../model.ts';
import { counted, markText, oneDecimal, percent } from '../words.ts';
import { distributionChart } from './chart.ts';
import { html, type Markup } from './markup.ts';
import { bar, footer, remarkBadges, verdictBadge } from './parts.ts';
import { resultInside } from './result.ts';

const MOST = 10;

/** The page of a class: what needs a look first, the numbers, then each submission to open. */
export function classPage(report: ClassReport): Markup {
  const { exam, statistics, results, seedPerSubmission } = report;
  return html`<header class="wide head"><p class="over">Class report</p><h1>${exam.title}</h1>
<p class="quiet">${counted(statistics.submissions, 'submission')}, pass mark ${exam.pass}%${
    seedPerSubmission ? ', questions drawn for each submission' : ''
  }</p></header>
<main class="wide" id="main">
${canaryCard(report)}
${inconclusiveCard(results)}
${numbersCard(report)}
${marksCard(results)}
${mostFailedCard(statistics.items)}
${itemsCard(statistics.items)}
<section class="card"><h2>Each submission</h2><div>${results.map(submissionDetails)}</div></section>
</main>
${footer(report, results[0] ? { exam: results[0].digests.exam, checks: results[0].digests.checks } : {}, 'Digests are SHA-256. The digest of each submission stands in its own report. `microlab grade --verify REPORT.json FOLDER` grades again and compares.')}`;
}

const id = ({ submission }: ExamResult) => clean(submission.id, 200);
const anchor = (at: number) => `submission-${at + 1}`;

function canaryCard({ canary }: ClassReport): Markup | null {
  if (canary === null) return null;
  if (canary.verdict !== 'passed') {
    return html`<section class="card alert bad"><h2>This machine is not trusted</h2><p>The known-good submission, which is graded before all others, ended as ${canary.verdict}. Nothing below counts until it passes.</p><p>${clean(canary.text)}</p></section>`;
  }
  return html`<p class="quiet card">A known-good submission was graded first and passed: ${clean(canary.text)}</p>`;
}

/** First of all: nobody's work is at fault here, and nobody has a mark yet. */
function inconclusiveCard(results: readonly ExamResult[]): Markup | null {
  const open = results.flatMap((result, at) => (result.verdict === 'inconclusive' ? [{ result, at }] : []));
  if (open.length === 0) return null;
  return html`<section class="card alert doubt"><h2>${counted(open.length, 'submission')} without a mark</h2>
<p>The grading machine was at fault, not the work. Run the same command again with <code>--resume</code>: these are graded anew, the others are kept.</p>
<ul class="plain">${open.map(
    ({ result, at }) =>
      html`<li><a href="#${anchor(at)}"><strong>${id(result)}</strong></a>: ${reasonOf(result)}</li>`,
  )}</ul></section>`;
}

/** The first part that has no share; a check that was not decided may be one that costs none. */
function reasonOf(result: ExamResult): string {
  const items = result.sections.flatMap(section => itemsOf(section, result));
  const undecided = items.find(({ outcome }) => outcome === 'undecided');
  if (undecided === undefined) return 'A part of it could not be decided.';
  const check = undecided.checks.find(({ outcome }) => outcome === 'undecided');
  return `${undecided.title}. ${summaryOf(undecided.facts.length > 0 ? undecided : (check ?? undecided))}`;
}

function numbersCard({ statistics: s, exam }: ClassReport): Markup {
  const mark = (value: number | null) => (value === null ? '–' : `${oneDecimal(value)}%`);
  const tiles = {
    passed: s.passed,
    failed: s.failed,
    inconclusive: s.inconclusive,
    mean: mark(s.mean),
    median: mark(s.median),
    'standard deviation': s.deviation === null ? '–' : oneDecimal(s.deviation),
    lowest: mark(s.lowest),
    highest: mark(s.highest),
  };
  return html`<section class="card"><h2>The class in numbers</h2>
<div class="two"><dl class="tiles">${Object.entries(tiles).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>
<figure><figcaption>Distribution of the marks</figcaption>${distributionChart(s.distribution, exam.pass)}</figure></div></section>`;
}

/** Rows of cells under column heads; on a narrow screen each row becomes a block that repeats the heads. Roles are said, since it then is no table any more. */
function table(
  caption: string,
  heads: readonly { name: string; number?: boolean }[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup {
  const kind = (at: number) => (heads[at]?.number ? 'number' : 'text');
  return html`<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.map(({ name }, at) => html`<th role="columnheader" scope="col" class="${kind(at)}">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    row =>
      html`<tr role="row">${row.map((cell, at) =>
        at === 0
          ? html`<th role="rowheader" scope="row">${cell}</th>`
          : html`<td role="cell" class="${kind(at)}" data-label="${heads[at]?.name ?? ''}">${cell}</td>`,
      )}</tr>
`,
  )}</tbody></table>`;
}

const marksCard = (results: readonly ExamResult[]): Markup =>
  html`<section class="card"><h2>Marks</h2>${table(
    'Submissions without a mark come first, then all others by name.',
    [{ name: 'Submission' }, { name: 'Verdict' }, { name: 'Mark', number: true }, { name: 'Remarks' }],
    results.map((result, at) => [
      html`<a href="#${anchor(at)}">${id(result)}</a>`,
      verdictBadge(result.verdict),
      markText(result.mark),
      result.submission.late || result.corrections.length > 0
        ? html`<span class="badges">${remarkBadges(result)}</span>`
        : 'none',
    ]),
  )}</section>`;

function mostFailedCard(items: readonly ItemStatistics[]): Markup | null {
  const checks = items.filter(({ kind, failed }) => kind === 'check' && failed > 0);
  if (checks.length === 0) return null;
  const worst = checks.toSorted((a, b) => b.failed - a.failed).slice(0, MOST);
  return html`<section class="card"><h2>Checks most often failed</h2><ol class="plain">${worst.map(
    ({ title, id, failed, asked }) =>
      html`<li><p class="line"><span>${title} <span class="quiet">${id}</span></span> <span class="quiet">${failed} of ${asked}</span></p>${bar(asked === 0 ? 0 : failed / asked)}</li>`,
  )}</ol></section>`;
}

function itemsCard(items: readonly ItemStatistics[]): Markup | null {
  if (items.length === 0) return null;
  const hardest = items.toSorted((a, b) => a.difficulty - b.difficulty);
  return html`<section class="card"><h2>How the items did</h2>
<p class="quiet">Reached: the share that was got on average; an item with 100% was got by everybody. Discrimination: how well an item goes together with the rest of the mark, from -1 to 1. Below 0, those who did well elsewhere did badly here: look whether the item is wrong or misleading.</p>
${table(
  'Hardest first.',
  [
    { name: 'Item' },
    { name: 'Kind' },
    { name: 'Had it', number: true },
    { name: 'Wrong', number: true },
    { name: 'Reached', number: true },
    { name: 'Discrimination', number: true },
  ],
  hardest.map(({ title, id, kind, tier, asked, difficulty, discrimination, failed }) => [
    title === id ? id : html`${title} <span class="quiet">${id}</span>`,
    tier === null ? kind : `${tier} ${kind}`,
    String(asked),
    String(failed),
    percent(difficulty),
    discriminationCell(discrimination),
  ]),
)}</section>`;
}

function discriminationCell(value: number | null): Markup | string {
  if (value === null) return 'not known';
  return value < 0
    ? html`<span class="badge doubt">${value.toFixed(2)}, look at it</span>`
    : value.toFixed(2);
}

/** The anchor lies inside: a browser that is sent to it opens what it lies in. */
function submissionDetails(result: ExamResult, at: number): Markup {
  return html`<details><summary><span class="what"><b>${id(result)}</b> <span class="badges">${markText(result.mark)} ${verdictBadge(result.verdict)}${remarkBadges(result)}</span></span></summary>
<div class="inside" id="${anchor(at)}">${resultInside(result)}</div></details>
`;
}
