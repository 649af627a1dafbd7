import { inWords } from '../../../platform/duration.ts';
import { clean } from '../evidence.ts';
import { type GradedItem, itemsOf } from '../items.ts';
import type { ExamResult, SectionResult } from '../model.ts';
import { counted, EXAM_VERDICTS, markText, oneDecimal, reachedIn } from '../words.ts';
import { type Worth, worths } from '../worth.ts';
import { html, type Markup } from './markup.ts';
import {
  bar,
  factList,
  footer,
  heading,
  itemDetails,
  type Level,
  prose,
  remarkBadges,
  verdictBadge,
  worthText,
} from './parts.ts';

/** The page of one submission. */
export function resultPage(result: ExamResult): Markup {
  const { exam, submission, mark, verdict, digests } = result;
  return html`<header class="wide head"><div class="top"><div>
<p class="over">${exam.title}</p>
<h1>${clean(submission.id, 200)}</h1>
<p class="badges">${verdictBadge(verdict)}${remarkBadges(result)}</p>
</div><p class="mark"><b>${markText(mark)}</b><span class="quiet">pass mark ${exam.pass}%</span></p></div></header>
<main class="wide" id="main">
${mark === null ? null : html`<p>${bar(mark / 100, exam.pass)}</p>`}
<p class="lead">${EXAM_VERDICTS[verdict].meaning} ${submission.late ? 'It was handed in late. ' : ''}Graded in ${inWords(result.durationMs)}.</p>
${overview(result)}
${result.sections.map(section => html`<section class="card">${sectionBody(section, result, 2)}</section>`)}
</main>
${footer(result, digests, 'The digests are SHA-256. `microlab grade --verify REPORT.json FOLDER` grades again and compares (REPORT.json: the report in the format json).')}`;
}

/** The same inside the page of a class. */
export function resultInside(result: ExamResult): Markup {
  return html`<p class="quiet">${EXAM_VERDICTS[result.verdict].meaning}</p>
${notes(result)}
${result.sections.map(section => html`<section>${sectionBody(section, result, 3)}</section>`)}`;
}

function overview(result: ExamResult): Markup {
  const { domains, next } = result;
  return html`${notes(result)}
${
  next.length === 0
    ? null
    : html`<section class="card"><h2>What to study next</h2><ul class="plain">${next.map(
        ({ text, command }) =>
          html`<li class="line"><span>${prose(text)}</span> <code>${command}</code></li>`,
      )}</ul></section>`
}
${
  domains.length === 0
    ? null
    : html`<section class="card"><h2>What was reached, by domain</h2><ul class="plain two">${domains.map(
        ({ title, kind, earned, possible }) =>
          html`<li><p class="line"><span>${title}</span> <span class="quiet">${oneDecimal(earned)} of ${counted(possible, kind === 'topic' ? 'question' : 'point')}</span></p>${bar(possible === 0 ? 0 : earned / possible)}</li>`,
      )}</ul></section>`
}`;
}

const notes = ({ notes }: ExamResult): Markup | null =>
  notes.length === 0
    ? null
    : html`<div class="card"><p><strong>Notes</strong></p><ul class="plain">${notes.map(note => html`<li>${clean(note)}</li>`)}</ul></div>`;

function sectionBody(section: SectionResult, result: ExamResult, level: Level): Markup {
  const worth = worths(result);
  const items = itemsOf(section, result);
  const questions = items.filter(({ kind }) => kind === 'question');
  const exercises = items.filter(({ kind }) => kind === 'exercise');
  return html`<div class="line">${heading(level, section.title)} <span>${reachedIn(section)}</span></div>
${section.share === null ? null : bar(section.share)}
${group(questions, worth)}
${exercises.map(one => exerciseBody(one, worth.get(one.id), (level + 1) as Level))}`;
}

/** An exercise with its checks; one of which nothing was run is a single line to open. */
function exerciseBody(item: GradedItem, worth: Worth | undefined, level: Level): Markup {
  if (item.checks.length === 0) return itemDetails(item, worth);
  return html`<div class="exercise">${heading(level, item.title)}
<p class="quiet">${[item.status, item.about, worthText(worth)].filter(Boolean).join('; ')}</p>
${item.facts.length === 0 ? null : factList(item.facts)}
${group(item.checks, new Map())}</div>`;
}

/** What needs a look first: undecided, then lost, then what there is nothing to say of. */
function group(items: readonly GradedItem[], worth: ReadonlyMap<string, Worth>): Markup | null {
  if (items.length === 0) return null;
  const of = (...outcomes: GradedItem['outcome'][]) =>
    items.filter(({ outcome }) => outcomes.includes(outcome));
  const open = [
    ...of('undecided'),
    ...of('lost', 'skipped'),
    ...of('reached').filter(one => one.correction !== null),
  ];
  const rest = of('reached').filter(one => one.correction === null);
  return html`<div>${open.map(one => itemDetails(one, worth.get(one.id)))}
${
  rest.length === 0
    ? null
    : html`<details><summary><span class="sign good" aria-hidden="true">✔</span><span class="what"><b>${rest.length} reached in full</b></span></summary>
<div class="inside"><ul class="plain">${rest.map(({ title, about }) => html`<li class="line"><span>${title}</span> <span class="quiet">${about}</span></li>`)}</ul></div></details>`
}</div>`;
}
