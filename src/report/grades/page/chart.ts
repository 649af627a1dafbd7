import { html, type Markup } from './markup.ts';

const WIDTH = 340;
const HEIGHT = 150;
const BASE = 126;
const TOP = 26;
const LEFT = 10;
const STEP = (WIDTH - 2 * LEFT) / 10;

/** How many marks lie in each tenth, as a picture that says the same to who does not see it. */
export function distributionChart(counts: readonly number[], pass: number): Markup {
  const most = Math.max(1, ...counts);
  const said = counts.map((count, tenth) => `${range(tenth)}: ${count}`).join('; ');
  const passAt = LEFT + (pass / 100) * 10 * STEP;
  // The words stand on the side where there is more room.
  const left = pass > 50;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="How many submissions got which mark, in percent. ${said}.">
${counts.map((count, tenth) => {
  const height = (count / most) * (BASE - TOP - 14);
  const x = LEFT + tenth * STEP;
  const y = BASE - height;
  return html`<rect x="${fixed(x + 2)}" y="${fixed(y)}" width="${fixed(STEP - 4)}" height="${fixed(height)}" rx="3"/>${
    count === 0
      ? null
      : html`<text class="count" x="${fixed(x + STEP / 2)}" y="${fixed(y - 4)}" text-anchor="middle">${count}</text>`
  }`;
})}
<line class="axis" x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${BASE}" y2="${BASE}"/>
${[0, 20, 40, 60, 80, 100].map(
  percent =>
    html`<text x="${fixed(LEFT + (percent / 10) * STEP)}" y="${BASE + 16}" text-anchor="middle">${percent}</text>`,
)}
<line class="pass" x1="${fixed(passAt)}" x2="${fixed(passAt)}" y1="4" y2="${BASE}"/>
<text x="${fixed(passAt + (left ? -5 : 5))}" y="12" text-anchor="${left ? 'end' : 'start'}">pass mark ${pass}%</text>
</svg>`;
}

/** The marks of a tenth, in words. */
const range = (tenth: number) =>
  tenth === 9 ? 'from 90 to 100' : `from ${tenth * 10} to below ${tenth * 10 + 10}`;

const fixed = (value: number) => String(Math.round(value * 10) / 10);
