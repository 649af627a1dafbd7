/** Deeper than any honest value. */
const DEEPEST = 200;

/**
 * A value that a service sent or wrote. Throws SyntaxError where it is no JSON, or where it is nested so deeply that
 * what compares and shows it, level by level, would fall over.
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted && char === '\\') at++;
    else if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if (depth > DEEPEST) throw new SyntaxError(`more than ${DEEPEST} levels deep`);
  }
  return JSON.parse(text);
}
