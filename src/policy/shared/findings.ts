import { printable } from './shown.ts';
import type { Place } from './tree.ts';

/** A file full of mistakes must not fill a report. */
const MAX_PROBLEMS = 100;

/** Collects everything there is to say about one file, so that a person sees all of it at once. */
export class Findings {
  readonly #file: string;
  readonly #problems: { place: Place; text: string }[] = [];
  readonly #leftOut = new Map<string, Set<string>>();
  readonly #notes: string[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** Something that must be mended before the file can be used. */
  problem(place: Place, text: string): void {
    this.#problems.push({ place, text });
  }

  /** Something that is not taken over. The same sentence at several places becomes one note. */
  leftOut(place: Place, text: string): void {
    const places = this.#leftOut.get(text) ?? new Set();
    this.#leftOut.set(text, places.add(`${place.line}:${place.column}`));
  }

  /** Something to know about the file as a whole. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** `file:line:column: text`, in the order of the file. */
  get problems(): string[] {
    const order = (a: { place: Place }, b: { place: Place }) =>
      a.place.line - b.place.line || a.place.column - b.place.column;
    const lines = this.#problems.toSorted(order).map(({ place, text }) => {
      return printable(`${this.#file}:${place.line}:${place.column}: ${text}`);
    });
    const different = [...new Set(lines)];
    const more = different.length - MAX_PROBLEMS;
    return more > 0 ? [...different.slice(0, MAX_PROBLEMS), `${this.#file}: and ${more} more.`] : different;
  }

  get notes(): string[] {
    const leftOut = [...this.#leftOut].map(
      ([text, places]) => `${this.#file}:${[...places].join(', ')}: ${text}`,
    );
    return [...this.#notes, ...leftOut].map(printable);
  }
}
