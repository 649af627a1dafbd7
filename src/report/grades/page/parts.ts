import type { Fact } from '../evidence.ts';
import { type GradedItem, OUTCOMES } from '../items.ts';
import type { Digests, ExamResult } from '../model.ts';
import { runs } from '../prose.ts';
import { EXAM_VERDICTS, oneDecimal, remarks } from '../words.ts';
import type { Worth } from '../worth.ts';
import { html, type Markup } from './markup.ts';

/** Headings of one page follow each other without a gap: a result stands alone, or inside the page of a class. */
export type Level = 2 | 3 | 4;

export function heading(level: Level, text: string): Markup {
  if (level === 2) return html`<h2>${text}</h2>`;
  return level === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`;
}

/** A sentence with its `code` and **strong**. */
export const prose = (text: string): Markup[] =>
  runs(text).map(({ form, text }) => {
    if (form === 'code') return html`<code>${text}</code>`;
    return form === 'strong' ? html`<strong>${text}</strong>` : html`${text}`;
  });

export function verdictBadge(verdict: ExamResult['verdict']): Markup {
  const { symbol, word, tone } = EXAM_VERDICTS[verdict];
  return html`<span class="badge ${tone}"><span aria-hidden="true">${symbol}</span>${word}</span>`;
}

/** Late, corrected: what the mark alone does not say. */
export const remarkBadges = (result: ExamResult) =>
  remarks(result).map(text => html`<span class="badge doubt">${text}</span>`);

/** How much of a whole; the number always stands beside it in words. */
export function bar(share: number, pass?: number): Markup {
  const line = pass === undefined ? null : html`<line class="pass" x1="${pass}" x2="${pass}" y1="0" y2="4"/>`;
  return html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="4"/><rect class="fill" width="${oneDecimal(100 * share)}" height="4"/>${line}</svg>`;
}

/** An item that was lost or not decided: a line to open, the evidence below it. */
export function itemDetails(item: GradedItem, worth?: Worth): Markup {
  const { title, about, status, facts, outcome } = item;
  const { symbol, tone } = OUTCOMES[outcome];
  const ended = [status, item.correction === null ? '' : 'corrected by hand', worthText(worth)].filter(
    Boolean,
  );
  return html`<details><summary><span class="sign ${tone}" aria-hidden="true">${symbol}</span><span class="what"><span><b>${title}</b> <span class="quiet">${about}</span></span> <span class="quiet">${ended.join(', ')}</span></span></summary>
<div class="inside">${factList(facts)}</div></details>
`;
}

/** `0.4 of 1.7 points of the exam`. */
export function worthText(worth: Worth | undefined): string {
  if (worth === undefined) return '';
  const { earned, possible } = worth;
  return earned === null
    ? `worth ${oneDecimal(possible)}% of the exam`
    : `${oneDecimal(earned)} of ${oneDecimal(possible)}% of the exam`;
}

const SIDES = new Set(['Expected', 'Actual']);

/** What is known of an item, label by label. */
export function factList(facts: readonly Fact[]): Markup {
  if (facts.length === 0) return html`<p class="quiet">There is no more to say of it.</p>`;
  // Expected and actual stand side by side where there is room.
  const both = facts.filter(({ label }) => SIDES.has(label)).length === 2;
  return html`<dl class="facts">${facts.map(
    fact =>
      html`<div class="${both && SIDES.has(fact.label) ? 'half' : 'full'}"><dt>${fact.label}</dt><dd>${factBody(fact)}</dd></div>`,
  )}</dl>`;
}

const SIGNS = { '-': 'minus', '+': 'plus', ' ': 'same' } as const;

function factBody(fact: Fact): Markup | Markup[] {
  if (fact.form === 'difference') {
    const lines = fact.lines.map(
      ({ sign, text }) => html`<span class="${SIGNS[sign]}">${`${sign} ${text}`}</span>`,
    );
    return html`<pre>${lines}</pre>`;
  }
  return fact.form === 'prose' ? prose(fact.text) : html`<pre>${fact.text}</pre>`;
}

/** What makes it repeatable, for whoever wants to check it. */
export function footer(
  { seed, microlab }: { seed: string; microlab: string },
  digests: Partial<Digests>,
  verify: string,
): Markup {
  const rows = Object.entries({ seed, ...digests, 'graded by': `microlab ${microlab}` }).filter(
    ([, value]) => value !== '',
  );
  return html`<footer class="wide foot"><details><summary><span class="what"><b>How this can be checked</b></span></summary>
<div class="inside"><dl class="facts">${rows.map(
    ([name, value]) => html`<div class="full"><dt>${name}</dt><dd><code>${value}</code></dd></div>`,
  )}</dl><p class="quiet">${prose(verify)}</p></div></details></footer>`;
}
