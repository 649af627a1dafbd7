/** All that the page looks like. It is named by its hash in the page's policy, so there is no style attribute anywhere. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f4f5f8; --card: #ffffff; --text: #1a1f2b; --quiet: #566074; --line: #dde1e9; --field: #f0f2f6;
  --accent: #2a55c9; --good: #13693d; --good-soft: #e2f4ea; --bad: #a3211a; --bad-soft: #fdeae8;
  --doubt: #7a4d00; --doubt-soft: #fdf1d6; --fill: #3f6be0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10131a; --card: #191e27; --text: #e8ebf1; --quiet: #a9b2c2; --line: #2e3643; --field: #222936;
    --accent: #9ab6ff; --good: #7fdca8; --good-soft: #16301f; --bad: #ffa59c; --bad-soft: #3b1d1b;
    --doubt: #f4c66e; --doubt-soft: #372b12; --fill: #7f9ff5;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
.wide { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.skip:focus { top: .5rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, pre { margin: 0; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; }
h2 { font-size: 1.25rem; line-height: 1.3; }
h3 { font-size: 1.08rem; }
h4 { font-size: 1rem; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
code { background: var(--field); border-radius: .25rem; padding: .1em .35em; }
.quiet { color: var(--quiet); font-size: .92rem; }
.head { padding-top: 2rem; padding-bottom: 1.25rem; }
.lead { margin: .75rem 0 1.25rem; }
.top { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: end; justify-content: space-between; }
.top > div { min-width: 0; }
.mark { text-align: right; }
.mark b { display: block; font-size: 2.6rem; line-height: 1.1; font-weight: 650; letter-spacing: -.03em; font-variant-numeric: tabular-nums; }
.over { text-transform: uppercase; letter-spacing: .08em; font-size: .78rem; font-weight: 600; color: var(--quiet); margin-bottom: .25rem; }
.badges { display: inline-flex; flex-wrap: wrap; gap: .3rem .4rem; vertical-align: middle; }
.over ~ .badges { margin-top: .6rem; }
.badge {
  display: inline-flex; gap: .35em; align-items: center; white-space: nowrap; border-radius: 2rem; padding: .1rem .65rem;
  font-size: .85rem; font-weight: 600; background: var(--field); color: var(--text);
}
.good { background: var(--good-soft); color: var(--good); }
.bad { background: var(--bad-soft); color: var(--bad); }
.doubt { background: var(--doubt-soft); color: var(--doubt); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .85rem; padding: 1.25rem; margin: 0 0 1rem; }
.card > * + * { margin-top: .85rem; }
.alert { border-color: currentColor; }
.alert.doubt { background: var(--doubt-soft); color: var(--doubt); }
.alert.bad { background: var(--bad-soft); color: var(--bad); }
.alert code, .alert a { color: inherit; }
.alert code { background: none; padding: 0; font-weight: 600; }
.line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: baseline; }
.line > :last-child { font-variant-numeric: tabular-nums; }
.bar { display: block; width: 100%; height: .5rem; border-radius: .25rem; }
.bar .track { fill: var(--field); }
.bar .fill { fill: var(--fill); }
.bar .pass { stroke: var(--text); stroke-width: .6; }
.tiles { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; align-content: start; }
.tiles div { background: var(--field); border-radius: .6rem; padding: .6rem .8rem; }
.tiles dt { font-size: .82rem; color: var(--quiet); }
.tiles dd { font-size: 1.35rem; font-weight: 620; font-variant-numeric: tabular-nums; }
.two { display: grid; gap: 1.25rem 2rem; align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); }
.plain { list-style: none; padding: 0; }
.plain.two { row-gap: 0; }
figure { margin: 0; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
.exercise { border-top: 1px solid var(--line); padding-top: 1rem; }
.exercise > * + * { margin-top: .6rem; }
.plain li { padding: .45rem 0; border-top: 1px solid var(--line); }
.plain:not(.two) li:first-child { border-top: 0; }
details { border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
details + details { margin-top: .5rem; }
summary { display: flex; gap: .2rem .75rem; align-items: baseline; cursor: pointer; padding: .6rem .85rem; border-radius: .6rem; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; flex: none; width: .5rem; height: .5rem; border: solid var(--quiet); border-width: 0 2px 2px 0; transform: rotate(45deg); margin: 0 .15rem .15rem .25rem; align-self: center; }
details[open] > summary::after { transform: rotate(-135deg); margin-bottom: -.15rem; }
summary:hover { background: var(--field); }
.what { flex: 1 1 auto; min-width: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline; }
.what b { font-weight: 600; }
.sign { flex: none; width: 1.35rem; height: 1.35rem; border-radius: 50%; display: inline-grid; place-items: center; font-size: .8rem; font-weight: 700; }
.inside { padding: .25rem .85rem .85rem; }
.inside > * + * { margin-top: .85rem; }
.facts { display: grid; gap: .75rem 1.25rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.facts > div { grid-column: 1 / -1; min-width: 0; }
.facts > .half { grid-column: auto; }
.facts dt { font-size: .82rem; font-weight: 600; color: var(--quiet); margin-bottom: .1rem; }
.facts dd { white-space: pre-line; }
pre { background: var(--field); border-radius: .5rem; padding: .6rem .75rem; white-space: pre-wrap; }
pre span { display: block; min-height: 1.5em; margin: 0 -.75rem; padding: 0 .75rem; }
pre .minus { background: var(--good-soft); color: var(--good); }
pre .plus { background: var(--bad-soft); color: var(--bad); }
.chart { display: block; width: 100%; max-width: 36rem; height: auto; }
.chart text { fill: var(--quiet); font-size: 11px; font-family: inherit; }
.chart .count { fill: var(--text); font-weight: 600; }
.chart rect { fill: var(--fill); }
.chart .axis { stroke: var(--line); }
.chart .pass { stroke: var(--text); stroke-dasharray: 4 3; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); font-size: .92rem; padding-bottom: .5rem; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); vertical-align: baseline; }
thead th { border-top: 0; font-size: .82rem; color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.foot { padding-top: 1rem; padding-bottom: 3rem; }
.foot dl { display: grid; gap: .35rem; }
@media (max-width: 40rem) {
  .mark { text-align: left; }
  .facts { grid-template-columns: minmax(0, 1fr); }
  .card { padding: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, caption { display: block; }
  tbody tr { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem 1rem; border-top: 1px solid var(--line); padding: .6rem 0; }
  tbody th { grid-column: 1 / -1; }
  th, td { border: 0; padding: 0; }
  td { display: block; }
  td[data-label]::before { content: attr(data-label) ":"; color: var(--quiet); font-size: .85rem; font-weight: 400; margin-right: .4em; }
  .number { text-align: left; white-space: normal; }
}
@media print {
  body { background: #fff; }
  .card, details { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary::after { display: none; }
}
`;
