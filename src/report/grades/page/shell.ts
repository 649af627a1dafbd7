import { createHash } from 'node:crypto';
import { html, Markup } from './markup.ts';
import { STYLE } from './style.ts';

const style = new Markup(STYLE);
const hash = createHash('sha256').update(STYLE).digest('base64');
/** Nothing is run, nothing is loaded, nothing is sent: whatever got into the page by mistake stays dead text. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;

/** A whole page: one file that needs nothing else, and no script. */
export function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
${body}
</body>
</html>
`.text;
}
