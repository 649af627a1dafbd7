import type { Layout } from '../../report/lines.ts';
import type { Paint } from '../../report/paint.ts';
import type { Drawing } from './kinds/kind.ts';
import type { Tty } from './tty.ts';

/** Lines for a width: drawn again when the terminal changes its size. */
export type Part = (layout: Layout) => readonly string[];

/** What changes with each key: a drawing with the cursor in it, and the foot below it. */
export type Live = (layout: Layout) => { readonly body: Drawing; readonly foot: readonly string[] };

const ESCAPE = '\u001b[';
const MAX_WIDTH = 100;
/** Some terminals break a line that fills them to the last column. */
const MARGIN = 1;

/**
 * Printed lines, which scroll away as all lines do, and below them a part that is drawn over at each key. Nothing else
 * is taken over: what was printed can be scrolled back to and copied, and no state of the terminal has to be restored.
 * The cursor stays visible and stands where the attention is, which a screen magnifier follows.
 */
export class Screen {
  readonly #tty: Tty;
  readonly #paint: Paint;
  /** What was printed since the current question began. */
  #page: Part[] = [];
  #live: Live | null = null;
  /** The line of the live part that has the cursor; null while nothing is drawn. */
  #row: number | null = null;
  #last = 0;
  /** The lines of the live part as they stand there. */
  #lines: readonly string[] = [];

  constructor(tty: Tty, paint: Paint) {
    this.#tty = tty;
    this.#paint = paint;
  }

  get #layout(): Layout {
    return { paint: this.#paint, width: Math.min(this.#tty.columns - MARGIN, MAX_WIDTH) };
  }

  /** From here on a redraw begins. */
  begin(): void {
    this.#page = [];
  }

  /** Prints lines in place of the live part. */
  print(part: Part): void {
    this.#page.push(part);
    this.#live = null;
    this.#tty.write(this.#cleared() + joined(part(this.#layout)));
  }

  /** Draws the part that changes. */
  show(live: Live): void {
    this.#live = live;
    this.#tty.write(this.#cleared() + this.#drawn(live));
  }

  /**
   * Draws the live part again where only what it is made of has changed, such as a clock: its lines that say something
   * else, and nothing else. The cursor stays where it is.
   */
  refresh(): void {
    if (this.#live === null || this.#row === null) return;
    const { lines, row, column } = this.#laidOut(this.#live);
    if (lines.length !== this.#lines.length || row !== this.#row) {
      this.show(this.#live);
      return;
    }
    const changed = lines.flatMap((line, at) =>
      line === this.#lines[at] ? [] : [`${vertical(at - row)}\r${ESCAPE}2K${line}\r${vertical(row - at)}`],
    );
    this.#lines = lines;
    if (changed.length > 0) this.#tty.write(changed.join('') + right(column));
  }

  /** Draws all of the current question anew: how a terminal folds lines when its size changes cannot be known. */
  redraw(): void {
    this.#row = null;
    const printed = this.#page.map(part => joined(part(this.#layout))).join('');
    this.#tty.write(`${ESCAPE}H${ESCAPE}2J${printed}${this.#live ? this.#drawn(this.#live) : ''}`);
  }

  /** Leaves the cursor below all that was drawn. */
  leave(): void {
    if (this.#row !== null) this.#tty.write(`${down(this.#last - this.#row)}\r\n`);
    this.#row = null;
  }

  #cleared(): string {
    const up = this.#row ?? 0;
    this.#row = null;
    return `${up > 0 ? `${ESCAPE}${up}A` : ''}\r${ESCAPE}J`;
  }

  #drawn(live: Live): string {
    const { lines, row, column } = this.#laidOut(live);
    this.#lines = lines;
    this.#row = row;
    this.#last = lines.length - 1;
    return `${lines.join('\r\n')}\r${vertical(row - this.#last)}${right(column)}`;
  }

  /** The lines of the live part, as many as there is room for, and the cursor among them. */
  #laidOut(live: Live): Drawing {
    const { body, foot } = live(this.#layout);
    const room = Math.max(3, this.#tty.rows - foot.length - 2);
    const { lines, row } = windowed(body, room, this.#paint);
    return { lines: [...lines, '', ...foot], row, column: body.column };
  }
}

const joined = (lines: readonly string[]) => lines.map(line => `${line}\r\n`).join('');
const down = (count: number) => (count > 0 ? `${ESCAPE}${count}B` : '');
const right = (count: number) => (count > 0 ? `${ESCAPE}${count}C` : '');
/** Down, or up where it is less than nothing. */
const vertical = (count: number) => (count < 0 ? `${ESCAPE}${-count}A` : down(count));

/** The lines around the cursor, as many as there is room for; what is left out is counted. */
export function windowed(
  { lines, row }: Pick<Drawing, 'lines' | 'row'>,
  room: number,
  { dim }: Pick<Paint, 'dim'>,
): { lines: readonly string[]; row: number } {
  if (lines.length <= room) return { lines, row };
  const start = Math.min(Math.max(0, row - Math.floor(room / 2)), lines.length - room);
  const end = start + room;
  const shown = lines.slice(start, end);
  if (start > 0) shown[0] = dim(`  ↑ ${start + 1} more lines`);
  if (end < lines.length) shown[room - 1] = dim(`  ↓ ${lines.length - end + 1} more lines`);
  return { lines: shown, row: row - start };
}
