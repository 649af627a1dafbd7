/** A piece of a sentence. */
export interface Run {
  form: 'text' | 'code' | 'strong';
  text: string;
}

const MARKS = /(`+)(?<code>[^`\n]+)\1|\*\*(?<strong>[^*`\n]+)\*\*/g;

/** Splits text at the two marks that questions and messages use, `code` and **strong**; all else is text as it is. */
export function runs(text: string): Run[] {
  const found: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > end) found.push({ form: 'text', text: text.slice(end, match.index) });
    const { code, strong } = match.groups ?? {};
    found.push(code === undefined ? { form: 'strong', text: strong ?? '' } : { form: 'code', text: code });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ form: 'text', text: text.slice(end) });
  return found;
}
