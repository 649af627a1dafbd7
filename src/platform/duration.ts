const UNITS = { ms: 1, s: 1000, m: 60_000 } as const;
const SHAPE = /^(\d+(?:\.\d+)?)(ms|s|m)$/;

/** Is this a duration as content files write it, such as `500ms`, `10s` or `2m`? */
export function isDuration(text: string): boolean {
  return SHAPE.test(text);
}

/** Milliseconds of a duration such as `500ms`, `10s` or `2m`. Throws on anything else: content is validated before. */
export function milliseconds(text: string): number {
  const match = SHAPE.exec(text);
  if (!match) throw new RangeError(`not a duration: ${text}`);
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

/** A time for people: `340 ms`, `4.2 s`, `3 min 5 s`. */
export function inWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
