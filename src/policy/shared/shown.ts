/** What a stranger wrote, without the characters that move a terminal's cursor or change the order of reading. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

const MAX_LENGTH = 120;

/** A piece of a stranger's file as a message quotes it: printable, and not too long. */
export function shown(text: string): string {
  const whole = printable(text);
  return whole.length > MAX_LENGTH ? `${whole.slice(0, MAX_LENGTH)}…` : whole;
}
