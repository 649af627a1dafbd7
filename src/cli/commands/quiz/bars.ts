import type { Layout } from '../../../report/lines.ts';

/** A line with a bar: a share from 0 to 1, and what stands behind it. */
export interface Row {
  name: string;
  share: number;
  text: string;
}

const MAX_BAR = 30;
const MIN_BAR = 6;

/** `kafka  ██████░░░░  61%`, one below the other. Where there is no room, and under `--plain`, without the bars. */
export function barLines(rows: readonly Row[], { paint, width }: Layout, plain: boolean): string[] {
  const names = Math.max(0, ...rows.map(({ name }) => name.length));
  const texts = Math.max(0, ...rows.map(({ text }) => text.length));
  const room = Math.min(MAX_BAR, width - names - texts - 6);
  return rows.map(({ name, share, text }) => {
    const head = `  ${name.padEnd(names)}  `;
    if (plain || room < MIN_BAR) return `${head}${text}`;
    // Something is more than nothing, and less than all is less than a whole bar.
    const full =
      share <= 0 ? 0 : share >= 1 ? room : Math.min(room - 1, Math.max(1, Math.round(share * room)));
    return `${head}${paint.good('█'.repeat(full))}${paint.dim('░'.repeat(room - full))}  ${text}`;
  });
}

export const percent = (share: number): string => `${Math.round(share * 100)}%`;
