/** One hint: the higher its tier, the more it gives away. */
export interface Hint {
  tier: number;
  title: string;
  /** Markdown. */
  text: string;
}

const HEADING = /^## (\d+)\.\s*(.*)$/;

/** The hints of a `hints.md`: each begins with a heading such as `## 1. Where to look`. */
export function parseHints(markdown: string): Hint[] {
  const hints: Hint[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    const [, tier, title] = HEADING.exec(line) ?? [];
    const current = hints.at(-1);
    if (tier !== undefined) hints.push({ tier: Number(tier), title: title ?? '', text: '' });
    else if (current) current.text += `${line}\n`;
  }
  return hints.map(hint => ({ ...hint, text: hint.text.trim() })).sort((a, b) => a.tier - b.tier);
}

/** The hint to show next: the one that was asked for, else the first that was not shown yet, else the last once more. */
export function chooseHint(
  hints: readonly Hint[],
  shown: readonly number[],
  asked?: number,
): Hint | undefined {
  if (asked !== undefined) return hints.find(({ tier }) => tier === asked);
  return hints.find(({ tier }) => !shown.includes(tier)) ?? hints.at(-1);
}
